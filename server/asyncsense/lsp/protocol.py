"""pygls' protocol, made to answer where it would be silent."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Generator
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams, JsonRpcInvalidRequest
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.protocol.language_server import _prepare_command_arguments

_EXPECTED = {
    types.LSPErrorCodes.ContentModified.value,
    types.LSPErrorCodes.RequestFailed.value,
}


class _UnexpectedOnly(logging.Filter):
    """Keeps answers like "the document changed" out of the log, where pygls puts a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not (isinstance(error, JsonRpcException) and error.code in _EXPECTED)


logging.getLogger("pygls.protocol.json_rpc").addFilter(_UnexpectedOnly())


class Protocol(LanguageServerProtocol):
    """Answers malformed requests, and ends the wait for malformed answers."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        if "jsonrpc" in data and "method" in data:
            # To leave them out is right where there is nothing to say; pygls knows so of some methods only.
            data.setdefault("params", None)
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            number = data.get("id")
            if number is not None and "method" in data:
                self._send_response(number, None, error.to_response_error())
            elif number is not None:
                waiting = self._request_futures.pop(number, None)
                if waiting and not waiting.done():
                    waiting.set_exception(error)
            raise

    def _execute_handler(
        self,
        msg_id: str | int,
        handler: Callable[..., Any],
        callback: Callable[[Any], None],
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        """Forgets what it waits for when that is there; pygls keeps it for good after notifications."""
        super()._execute_handler(msg_id, handler, callback, args, kwargs)
        waiting = self._request_futures.get(msg_id)
        if waiting is not None:
            waiting.add_done_callback(lambda _: self._request_futures.pop(msg_id, None))

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(self, params: types.ExecuteCommandParams) -> Any:  # type: ignore[override]
        """Runs a command; unlike in pygls, to cancel the request is to cancel the command."""
        handler = self.fm.commands.get(params.command)
        if handler is None:
            raise JsonRpcInvalidParams(f"there is no command {params.command!r}")
        try:
            arguments, keywords = _prepare_command_arguments(handler, params, self._converter)
        except Exception as error:
            raise JsonRpcInvalidParams.of(error) from error
        result = handler(*arguments, **keywords)
        return await result if inspect.isawaitable(result) else result

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(
        self, params: types.InitializeParams
    ) -> Generator[Any, Any, types.InitializeResult]:
        if self._workspace is not None:
            raise JsonRpcInvalidRequest("the server is initialized already")
        return (yield from super().lsp_initialize(params))

    @property
    def has_shut_down(self) -> bool:
        """Whether the client asked for the end before it went."""
        return self._shutdown
