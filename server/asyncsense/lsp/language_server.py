"""The server: one editor, one session, and the features that stand between them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from typing import Any
from urllib.parse import unquote

from lsprotocol import types
from pygls.exceptions import FeatureRequestError
from pygls.lsp.server import LanguageServer

from asyncsense import __version__
from asyncsense.lsp import parent
from asyncsense.lsp.buffers import Place
from asyncsense.lsp.client import Client
from asyncsense.lsp.documents import synchronise
from asyncsense.lsp.features import FEATURES, notebooks
from asyncsense.lsp.features.blocking_tree import BlockingTree
from asyncsense.lsp.features.diagnostics import Diagnostics
from asyncsense.lsp.features.marks import Marks
from asyncsense.lsp.progress import IndexingProgress
from asyncsense.lsp.protocol import Protocol
from asyncsense.lsp.session import ClosedError, Session
from asyncsense.lsp.settings import ServerSettings
from asyncsense.lsp.survey import Survey
from asyncsense.lsp.uris import buffer_path, path_of
from asyncsense.lsp.worker import Worker
from asyncsense.text import PositionEncoding

log = logging.getLogger(__name__)

_REPLY_SECONDS = 30.0
_ENCODINGS: dict[str, PositionEncoding] = {
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "utf-32": "utf-32",
}


class Server(LanguageServer):
    """asyncsense for one editor."""

    protocol: Protocol

    def __init__(self, worker: Worker) -> None:
        super().__init__(
            "asyncsense",
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
            notebook_document_sync=notebooks.SYNC,
            protocol_cls=Protocol,
        )
        self.client = Client()
        self.cells: dict[str, str] = {}
        """The cells of the open notebooks, and their notebooks: URI, unquoted, and path."""
        self.session = Session(worker)
        self.survey = Survey(self.session)
        self.diagnostics = Diagnostics(self)
        self.blocking_tree = BlockingTree(self)
        self.marks = Marks(self)
        self.settings = ServerSettings()
        self._indexing = IndexingProgress(self)
        self._tasks: set[asyncio.Task[None]] = set()
        self._reporting = False
        self.session.on_stale = self.diagnostics.outdated
        self.session.on_change = self.survey.changed
        self.session.on_state = self.show_status
        self.session.on_indexing = self._indexing.report
        self.session.on_trace = self.trace
        self.session.on_problem = self.tell_user
        worker.on_trouble = self.log_to_editor

        @self.feature(types.INITIALIZE)
        def initialize(params: types.InitializeParams) -> None:
            self._initialize(params)

        @self.feature(types.SHUTDOWN)
        async def shutdown(_params: None) -> None:
            await self.session.finish()

    @property
    def has_shut_down(self) -> bool:
        """Whether the editor asked for the end before it went."""
        return self.protocol.has_shut_down

    def folders(self) -> dict[str, str]:
        """The editor's folders: path and URI."""
        uris = [folder.uri for folder in self.workspace.folders.values()]
        if not uris and self.workspace.root_uri:
            uris = [self.workspace.root_uri]
        return {path: uri for uri in uris if (path := path_of(uri))}

    def path_of(self, uri: str) -> str | None:
        """Where the analysis finds the editor's document; None where it is none of its business."""
        return self.cells.get(unquote(uri)) or buffer_path(uri, self.first_folder())

    def first_folder(self) -> str | None:
        """The folder that unsaved documents belong to."""
        return next(iter(self.folders()), None)

    def find(self, uri: str) -> tuple[str, Place]:
        """The file that an open document belongs to, and its place there; raises ClosedError."""
        path = self.path_of(uri)
        if path is None:
            raise ClosedError(uri)
        for place in self.session.buffer(path).places():
            if unquote(place.uri) == unquote(uri):
                return path, place
        raise ClosedError(uri)

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run `work` beside everything else; its failure is logged."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    async def reply(self, request: Awaitable[Any], default: Any = None) -> Any:
        """The editor's answer to a request, or `default` if it has none to give in time."""
        try:
            # Shielded: pygls does not take an answer to a request that was cancelled.
            return await asyncio.wait_for(asyncio.shield(request), _REPLY_SECONDS)
        except Exception as error:
            log.warning("no answer from the editor: %r", error)
            return default

    def show_status(self, state: str, message: str) -> None:
        """Tell an editor that shows it what the server is at: "indexing", "ready" or "error"."""
        if state != "indexing":
            self._indexing.end()
        if self.client.blocking_tree and not self.has_shut_down:
            self.protocol.notify("asyncsense/status", {"state": state, "message": message})

    def trace(self, text: str) -> None:
        """Say what was done to an editor that wants to know."""
        if self.protocol.trace is not types.TraceValue.Off and not self.has_shut_down:
            self.log_trace(types.LogTraceParams(text))

    def tell_user(self, text: str) -> None:
        """Show a message to the person at the editor."""
        if not self.has_shut_down:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))

    def log_to_editor(self, text: str) -> None:
        """Leave a line in the editor's log."""
        log.warning(text)
        if not self.has_shut_down:
            self.window_log_message(types.LogMessageParams(types.MessageType.Warning, text))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Errors go to the log; pygls would open a window for each.

        Nothing is sent once the editor is gone, nor about a message that could not be sent: pygls
        would report that failure in turn, without end.
        """
        if source is FeatureRequestError:
            return  # answered, and logged by pygls
        log.error("%s: %s", getattr(source, "__name__", source), error)
        if self._reporting or self.has_shut_down:
            return
        self._reporting = True
        try:
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, str(error)))
        finally:
            self._reporting = False

    def _initialize(self, params: types.InitializeParams) -> None:
        self.client = Client.of(params.capabilities, params.initialization_options)
        self.session.encoding = _ENCODINGS[self._encoding_name()]
        synchronise(self.workspace, self.session.encoding)
        for register in FEATURES:
            register(self, params)
        # An id that no process has even now is that of an editor in another container.
        if params.process_id is not None and parent.is_alive(params.process_id):
            self.spawn(parent.watch(params.process_id))

    def _encoding_name(self) -> str:
        encoding = self.workspace.position_encoding
        return encoding.value if isinstance(encoding, types.PositionEncodingKind) else str(encoding)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a background task failed", exc_info=error)
