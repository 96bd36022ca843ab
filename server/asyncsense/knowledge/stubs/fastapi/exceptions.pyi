from typing import Any

class HTTPException(Exception):
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    status_code: Any
    detail: Any
    headers: Any

def __getattr__(name: str) -> Any: ...
