from typing import Any

from redis.client import Redis as Redis

def from_url(*args: Any, **kwargs: Any) -> Redis: ...

def __getattr__(name: str) -> Any: ...
