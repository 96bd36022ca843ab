from typing import Any

from django.core.cache.backends.base import BaseCache as BaseCache
from django.core.cache.backends.base import InvalidCacheBackendError as InvalidCacheBackendError

cache: BaseCache
caches: dict[str, BaseCache]

def __getattr__(name: str) -> Any: ...
