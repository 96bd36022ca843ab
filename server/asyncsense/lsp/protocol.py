"""pygls' protocol, made to answer where it would be silent."""

from __future__ import annotations

import logging
from collections.abc import Generator
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest
from pygls.protocol import LanguageServerProtocol, lsp_method

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
