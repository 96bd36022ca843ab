from typing import Any

from redis.asyncio.client import Redis as Redis, StrictRedis as StrictRedis
from redis.asyncio.utils import from_url as from_url
from redis.asyncio.cluster import RedisCluster as RedisCluster
from redis.asyncio.sentinel import Sentinel as Sentinel
from redis.asyncio.connection import ConnectionPool as ConnectionPool, BlockingConnectionPool as BlockingConnectionPool



def __getattr__(name: str) -> Any: ...
