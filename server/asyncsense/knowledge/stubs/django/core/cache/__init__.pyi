from typing import Any

from django.core.cache.backends.base import BaseCache as BaseCache

cache: BaseCache
caches: dict[str, BaseCache]

def __getattr__(name: str) -> Any: ...
