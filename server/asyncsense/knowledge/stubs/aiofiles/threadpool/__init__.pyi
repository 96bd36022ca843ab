from typing import Any

from aiofiles.base import AiofilesContextManager as AiofilesContextManager
from aiofiles.threadpool.text import AsyncTextIOWrapper as AsyncTextIOWrapper

def open(*args: Any, **kwargs: Any) -> AiofilesContextManager[AsyncTextIOWrapper]: ...
def __getattr__(name: str) -> Any: ...
