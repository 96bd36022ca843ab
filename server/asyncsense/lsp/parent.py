"""Going when the editor is gone: its end does not always close our input."""

from __future__ import annotations

import asyncio
import os
import sys

_SECONDS = 3.0


async def watch(pid: int) -> None:
    """End this process once process `pid` has ended.

    An id that no process has from the start means nothing here: the editor runs in another
    container or on another machine.
    """
    if not _is_alive(pid):
        return
    while True:
        await asyncio.sleep(_SECONDS)
        if not _is_alive(pid):
            os._exit(1)


if sys.platform == "win32":
    import ctypes

    _SYNCHRONIZE = 0x00100000
    _WAIT_TIMEOUT = 0x00000102

    def _is_alive(pid: int) -> bool:
        kernel32 = ctypes.windll.kernel32
        handle = kernel32.OpenProcess(_SYNCHRONIZE, False, pid)
        if not handle:
            return False
        try:
            return bool(kernel32.WaitForSingleObject(handle, 0) == _WAIT_TIMEOUT)
        finally:
            kernel32.CloseHandle(handle)

else:

    def _is_alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True
