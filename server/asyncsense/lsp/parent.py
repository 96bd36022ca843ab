"""Going when the editor is gone: its end does not always close our input."""

from __future__ import annotations

import asyncio
import os
import sys

_SECONDS = 3.0


async def watch(pid: int) -> None:
    """End this process once process `pid` has ended."""
    while True:
        await asyncio.sleep(_SECONDS)
        if not is_alive(pid):
            os._exit(1)


if sys.platform == "win32":
    import ctypes

    _SYNCHRONIZE = 0x00100000
    _WAIT_TIMEOUT = 0x00000102

    def is_alive(pid: int) -> bool:
        """Whether there is a process of that id."""
        kernel32 = ctypes.windll.kernel32
        handle = kernel32.OpenProcess(_SYNCHRONIZE, False, pid)
        if not handle:
            return False
        try:
            return bool(kernel32.WaitForSingleObject(handle, 0) == _WAIT_TIMEOUT)
        finally:
            kernel32.CloseHandle(handle)

else:

    def is_alive(pid: int) -> bool:
        """Whether there is a process of that id."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True
