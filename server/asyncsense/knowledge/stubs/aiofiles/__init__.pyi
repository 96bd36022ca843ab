from typing import Any

from aiofiles.threadpool import open as open
from aiofiles import os as os
from aiofiles import tempfile as tempfile



def __getattr__(name: str) -> Any: ...
