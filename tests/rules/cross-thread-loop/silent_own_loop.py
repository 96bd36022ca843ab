"""Threads in which something of a library runs an event loop of its own."""

import asyncio
import threading

import uvicorn


class Server(uvicorn.Server):
    def __init__(self, config):
        super().__init__(config)
        self.changed = asyncio.Event()

    def serve_in_thread(self):
        self.changed.set()
        self.run()


def serve(event: asyncio.Event):
    event.set()
    uvicorn.run("app:app")


def start(config):
    threading.Thread(target=Server(config).serve_in_thread).start()
    threading.Thread(target=serve, args=(asyncio.Event(),)).start()
