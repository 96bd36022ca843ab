from typing import Any

from pymemcache.client.base import Client as Client

def __getattr__(name: str) -> Any: ...
