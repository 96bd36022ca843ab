"""Starts the language server; importing this module costs next to nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from threading import Event
from typing import TYPE_CHECKING

from asyncsense.lsp.worker import DEFAULT_CORE, Worker

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server

Address = tuple[str, int]


def serve(
    *,
    tcp: Address | None = None,
    ws: Address | None = None,
    pipe: str | None = None,
    core: str = DEFAULT_CORE,
) -> int:
    """Serve one editor, on stdio unless told otherwise; returns the exit status.

    With `tcp` and `ws` the server waits for the editor, with `pipe` it connects to a socket of the
    editor's. The status is 0 only where the editor said `shutdown` before it went.
    """
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    worker = Worker(core)
    worker.start()  # before the protocol's modules are imported, so that both happen at once
    from asyncsense.lsp.language_server import Server

    server = Server(worker)
    try:
        if tcp:
            server.start_tcp(*tcp)
        elif ws:
            server.start_ws(*ws)
        elif pipe:
            asyncio.run(_serve_pipe(server, pipe))
        else:
            _serve_stdio(server)
    except SystemExit:
        pass
    finally:
        worker.close()
    return 0 if server.has_shut_down else 1


def _serve_stdio(server: Server) -> None:
    """Keep stdin and stdout to the protocol: a stray `print` must not get between its messages."""
    reads, writes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    server.start_io(reads, writes)


async def _serve_pipe(server: Server, path: str) -> None:
    from pygls.io_ import run_async

    reader, writer = await asyncio.open_unix_connection(path)
    server.protocol.set_writer(writer)
    await run_async(Event(), reader, server.protocol, error_handler=server.report_server_error)
