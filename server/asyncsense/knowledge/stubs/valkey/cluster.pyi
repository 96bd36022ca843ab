from typing import Any

from valkey.client import Valkey as Valkey

class ValkeyCluster(Valkey): ...

def __getattr__(name: str) -> Any: ...
