from typing import Any

from diskcache.core import Cache as Cache

class FanoutCache(Cache): ...

def __getattr__(name: str) -> Any: ...
