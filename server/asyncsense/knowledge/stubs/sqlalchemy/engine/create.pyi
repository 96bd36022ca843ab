from typing import Any

from sqlalchemy.engine.base import Engine as Engine

def create_engine(*args: Any, **kwargs: Any) -> Engine: ...

def __getattr__(name: str) -> Any: ...
