from typing import Any

from typing_extensions import Self

class Configuration:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    @classmethod
    def get_default_copy(cls, *args: Any, **kwargs: Any) -> Self: ...

def __getattr__(name: str) -> Any: ...
