from typing import Any

from valkey.asyncio.client import Valkey as Valkey

class ValkeyCluster(Valkey): ...

def __getattr__(name: str) -> Any: ...
