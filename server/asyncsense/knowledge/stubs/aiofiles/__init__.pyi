from typing import Any

from aiofiles.threadpool import open as open
from aiofiles import import os as os
from aiofiles import import tempfile as tempfile



def __getattr__(name: str) -> Any: ...
