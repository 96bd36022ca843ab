from typing import Any

from redis.asyncio.client import Redis as Redis
from redis.asyncio.client import StrictRedis as StrictRedis
from redis.asyncio.cluster import RedisCluster as RedisCluster
from redis.asyncio.connection import BlockingConnectionPool as BlockingConnectionPool
from redis.asyncio.connection import ConnectionPool as ConnectionPool
from redis.asyncio.sentinel import Sentinel as Sentinel
from redis.asyncio.utils import from_url as from_url

def __getattr__(name: str) -> Any: ...
