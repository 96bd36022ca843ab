from typing import Any

from aiofiles import os as os
from aiofiles import tempfile as tempfile
from aiofiles.threadpool import open as open

def __getattr__(name: str) -> Any: ...
