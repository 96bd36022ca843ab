from typing import Any

from filelock._api import BaseFileLock as BaseFileLock

class UnixFileLock(BaseFileLock): ...

def __getattr__(name: str) -> Any: ...
