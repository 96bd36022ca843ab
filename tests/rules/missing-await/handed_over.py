# needs: aiohttp, fastapi
"""Functions without annotations that a library calls: it says what it gives them."""

import asyncio
import socketserver

from aiohttp import web
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

routes = web.RouteTableDef()


async def echo(reader, writer):
    line = reader.readline()  # expect: missing-await
    writer.write(line.upper())
    writer.drain()  # expect: missing-await
    writer.close()


class Server:
    async def talk(self, reader, writer):
        writer.drain()  # expect: missing-await
        writer.write(await reader.readline())

    async def run(self):
        server = await asyncio.start_server(self.talk, "localhost", 80)
        async with server:
            await server.serve_forever()


async def serve():
    await asyncio.start_server(client_connected_cb=echo, host="localhost", port=80)


@routes.get("/")
async def form(request):
    request.read()  # expect: missing-await
    return web.Response(text=request.path)


async def body(request):
    data = request.json()  # expect: missing-await
    return web.json_response({"name": data["name"]})


def build():
    app = web.Application()
    app.add_routes(routes)
    app.router.add_post("/body", body)
    return app


async def homepage(request):
    print(request.url.path)
    request.body()  # expect: missing-await


async def listen(socket):
    socket.accept()  # expect: missing-await


app = Starlette(routes=[Route("/", homepage), WebSocketRoute("/ws", endpoint=listen)])


async def nobody_knows(request, writer):
    request.read()
    writer.drain()


class Override(asyncio.Queue):
    def _put(self, item):
        item.read()


class Incoming(socketserver.BaseRequestHandler):
    def setup(self):
        self.request.read()
