"""How an editor is connected: on stdin and stdout, over a socket, or by frames of a WebSocket."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio import StreamReader, StreamReaderProtocol, StreamWriter
from collections.abc import Awaitable
from threading import Event
from typing import TYPE_CHECKING, Any, BinaryIO

from pygls.exceptions import JsonRpcException
from pygls.io_ import StdoutWriter, run_async

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection

    from asyncsense.lsp.incoming import Incoming
    from asyncsense.lsp.language_server import Server

Address = tuple[str, int]


async def serve_stdio(server: Server, incoming: Incoming, writes: BinaryIO) -> None:
    """Talk to the editor that has started this process."""
    server.protocol.set_writer(StdoutWriter(writes))
    await incoming.deliver(lambda body: _receive(server, body))


def _receive(server: Server, body: bytes | str) -> None:
    protocol = server.protocol
    try:
        protocol.handle_message(json.loads(body, object_hook=protocol.structure_message))
    except Exception as error:
        server.report_server_error(error, JsonRpcException)


async def serve_pipe(server: Server, path: str) -> None:
    """Talk to the editor that listens on a Unix socket, or a named pipe of Windows. Raises OSError."""
    await _converse(server, *await _open_pipe(path))


if sys.platform == "win32":

    async def _open_pipe(path: str) -> tuple[StreamReader, StreamWriter]:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, asyncio.ProactorEventLoop)
        reader = StreamReader()
        protocol = StreamReaderProtocol(reader)
        transport, _ = await loop.create_pipe_connection(lambda: protocol, path)
        return reader, StreamWriter(transport, protocol, reader, loop)

else:

    async def _open_pipe(path: str) -> tuple[StreamReader, StreamWriter]:
        return await asyncio.open_unix_connection(path)


async def serve_tcp(server: Server, address: Address) -> None:
    """Listen, and talk to the first editor that comes. Raises OSError."""
    ended = asyncio.Event()

    async def connected(reader: StreamReader, writer: StreamWriter) -> None:
        if not listening.is_serving():
            writer.close()
            return
        listening.close()
        try:
            await _converse(server, reader, writer)
        finally:
            ended.set()

    listening = await asyncio.start_server(connected, *address)
    _announce(listening.sockets[0].getsockname())
    await ended.wait()


async def serve_websocket(server: Server, address: Address) -> None:
    """As `serve_tcp`, for an editor in a browser. Raises OSError, and ImportError without `websockets`."""
    from websockets.asyncio.server import serve

    ended = asyncio.Event()

    async def connected(websocket: ServerConnection) -> None:
        if not listening.is_serving():
            return
        listening.close(close_connections=False)
        try:
            await _converse_in_frames(server, websocket)
        finally:
            ended.set()

    listening = await serve(connected, *address, max_size=None)
    _announce(next(iter(listening.sockets)).getsockname())
    await ended.wait()


def _announce(address: Any) -> None:
    """Say where an editor can connect: whoever starts the server may have left the port to it."""
    print(f"listening on {address[0]}:{address[1]}", file=sys.stderr, flush=True)


async def _converse(server: Server, reader: StreamReader, writer: StreamWriter) -> None:
    server.protocol.set_writer(writer)
    # An editor that dies in the middle of a message has hung up like any other.
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        await run_async(Event(), reader, server.protocol, error_handler=server.report_server_error)


async def _converse_in_frames(server: Server, websocket: ServerConnection) -> None:
    server.protocol.set_writer(_TextWriter(websocket), include_headers=False)
    async for frame in websocket:
        _receive(server, frame)


class _TextWriter:
    """Sends each message as a text: editors in a browser parse what comes without decoding it."""

    def __init__(self, websocket: ServerConnection) -> None:
        self._websocket = websocket

    def write(self, data: bytes) -> Awaitable[None]:
        return self._send(data.decode())

    def close(self) -> Awaitable[None]:
        return self._websocket.close()

    async def _send(self, text: str) -> None:
        from websockets.exceptions import ConnectionClosed

        with contextlib.suppress(ConnectionClosed):
            await self._websocket.send(text)
