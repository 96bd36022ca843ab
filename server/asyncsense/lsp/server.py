"""Starts the language server; importing this module costs next to nothing."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import sys
from functools import partial
from typing import BinaryIO

from asyncsense.lsp.incoming import Incoming
from asyncsense.lsp.settings import read_settings, server_options
from asyncsense.lsp.uris import path_of
from asyncsense.lsp.worker import DEFAULT_CORE, Worker

Address = tuple[str, int]

_LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_NO_CONNECTION = 2
"""Exit status where there never was an editor."""


def serve(
    *,
    tcp: Address | None = None,
    ws: Address | None = None,
    pipe: str | None = None,
    core: str = DEFAULT_CORE,
) -> int:
    """Serve one editor, on stdio unless told otherwise; returns the exit status.

    With `tcp` and `ws` the server waits for the editor, with `pipe` it connects to a socket of the
    editor's. The status is 0 only where the editor said `shutdown` before it went, and 2 where there
    was no connection.
    """
    logging.basicConfig(stream=sys.stderr, format=_LOG_FORMAT)
    # It warns of what editors do all the time: they cancel what has just been answered.
    logging.getLogger("pygls").setLevel(logging.ERROR)
    gc.disable()  # nothing is garbage of all that is made by importing
    worker = Worker(core)
    worker.start()
    stdio = None if tcp or ws or pipe else _take_stdio(worker)
    # Imported last, since this takes long: the worker reads the project meanwhile.
    from asyncsense.lsp import transports
    from asyncsense.lsp.language_server import Server

    server = Server(worker)
    gc.freeze()
    gc.enable()
    try:
        if stdio:
            asyncio.run(transports.serve_stdio(server, *stdio))
        elif tcp:
            asyncio.run(transports.serve_tcp(server, tcp))
        elif ws:
            asyncio.run(transports.serve_websocket(server, ws))
        elif pipe:
            asyncio.run(transports.serve_pipe(server, pipe))
    except (SystemExit, KeyboardInterrupt):
        pass
    except ImportError as error:
        if error.name is None or error.name.partition(".")[0] != "websockets":
            raise
        return _fail("WebSockets need another package: pip install 'asyncsense[ws]'")
    except OSError as error:
        return _fail(f"no connection: {error.strerror or error}")
    finally:
        worker.close()
    return 0 if server.has_shut_down else 1


def log_to(path: str | None, verbose: bool) -> None:
    """Before `serve`: append the log to a file rather than to stderr, or log more than what went wrong.
    Raises OSError."""
    if path is not None:
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    logging.basicConfig(
        stream=sys.stderr,
        format=_LOG_FORMAT,
        level=logging.INFO if verbose else logging.WARNING,
    )


def _fail(reason: str) -> int:
    print(f"asyncsense server: {reason}", file=sys.stderr)
    return _NO_CONNECTION


def _take_stdio(worker: Worker) -> tuple[Incoming, BinaryIO]:
    """Keep stdin and stdout to the protocol: a stray `print` must not get between its messages."""
    reads, writes = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return Incoming(reads, partial(foresee, worker)), writes


def foresee(worker: Worker, message: bytes) -> None:
    """Have the project read of which the first message says that it will be the editor's."""
    try:
        params = json.loads(message)["params"]
        folders = params.get("workspaceFolders")
        folder = path_of(folders[0]["uri"] if folders else params["rootUri"])
        settings, overrides = read_settings(server_options(params.get("initializationOptions")))
    except (AttributeError, LookupError, TypeError, ValueError):
        return  # no folder, or no message that can be understood: to be answered in its turn
    if folder is not None and settings.enable:
        worker.tell("prepare", folder, overrides)
