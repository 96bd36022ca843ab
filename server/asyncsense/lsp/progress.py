"""Work that takes its time, as the editor shows it."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from concurrent.futures import Future

    from asyncsense.lsp.language_server import Server


class Progress:
    """How far some work is; says nothing where the editor shows no progress."""

    def __init__(self, server: Server, token: types.ProgressToken | None) -> None:
        self._server = server
        self._token = token
        self._percentage = -1
        self.is_cancelled = False
        """Whether somebody at the editor wants no more of it."""

    def report(self, done: int, total: int) -> None:
        """So many of so many files are done."""
        percentage = 100 * done // max(total, 1)
        if self._token is None or percentage == self._percentage:
            return
        self._percentage = percentage
        message = f"{done}/{total} files"
        self._server.work_done_progress.report(
            self._token, types.WorkDoneProgressReport(message=message, percentage=percentage)
        )


@asynccontextmanager
async def shown(
    server: Server,
    title: str,
    token: types.ProgressToken | None = None,
    cancellable: bool = True,
) -> AsyncIterator[Progress]:
    """The progress of what the present task does inside; where the editor cancels it, the task is.

    `token` is what the editor gave for it, if it did.
    """
    bars = server.work_done_progress
    if token is None and server.client.progress:
        token = str(uuid.uuid4())
        await server.reply(bars.create_async(token))
    progress = Progress(server, token)
    if token is None:
        yield progress
        return
    task = asyncio.current_task()

    def cancel(future: Future[None]) -> None:
        if future.cancelled() and task:
            progress.is_cancelled = True
            task.cancel()

    bars.begin(token, types.WorkDoneProgressBegin(title, cancellable=cancellable, percentage=0))
    bars.tokens[token].add_done_callback(cancel)
    try:
        yield progress
    finally:
        bars.tokens.pop(token, None)
        bars.end(token, types.WorkDoneProgressEnd())


class IndexingProgress:
    """Shows that a project is read, where that takes long enough to be reported."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._news: asyncio.Queue[tuple[int, int] | None] | None = None

    def report(self, done: int, total: int) -> None:
        """So many of so many files are read."""
        if self._news is None:
            self._news = asyncio.Queue()
            self._server.spawn(self._show(self._news))
        self._news.put_nowait((done, total))

    def end(self) -> None:
        """Nothing is read any more."""
        if self._news is not None:
            self._news.put_nowait(None)
            self._news = None

    async def _show(self, news: asyncio.Queue[tuple[int, int] | None]) -> None:
        async with shown(self._server, "Indexing", cancellable=False) as progress:
            while (row := await news.get()) is not None:
                progress.report(*row)
