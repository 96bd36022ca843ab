from typing import Any

from valkey.asyncio.client import Valkey as Valkey
from valkey.asyncio.client import StrictValkey as StrictValkey
from valkey.asyncio.cluster import ValkeyCluster as ValkeyCluster
from valkey.asyncio.connection import BlockingConnectionPool as BlockingConnectionPool
from valkey.asyncio.connection import ConnectionPool as ConnectionPool
from valkey.asyncio.sentinel import Sentinel as Sentinel
from valkey.asyncio.utils import from_url as from_url

def __getattr__(name: str) -> Any: ...
