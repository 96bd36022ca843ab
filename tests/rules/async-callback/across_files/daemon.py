import asyncio
import threading
from signal import SIGHUP, SIGTERM, signal

from handlers import Handlers, watchdog


class Daemon:
    def __init__(self, loop=None):
        self.loop = loop or asyncio.new_event_loop()
        self.handlers = Handlers("daemon")

    def run(self):
        signal(SIGTERM, self.handlers.on_exit)  # expect: async-callback
        signal(SIGHUP, self.handlers.on_reload)
        thread = threading.Thread(target=watchdog, name="watchdog")  # expect: async-callback
        thread.start()
        asyncio.get_event_loop().call_later(10, watchdog)  # expect: async-callback


Daemon().run()
