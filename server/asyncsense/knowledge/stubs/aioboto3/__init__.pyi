from typing import Any

from aioboto3.session import Session as Session

def __getattr__(name: str) -> Any: ...
