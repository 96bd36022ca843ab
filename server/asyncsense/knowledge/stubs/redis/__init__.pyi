from typing import Any

from redis.client import Redis as Redis, StrictRedis as StrictRedis
from redis.utils import from_url as from_url
from redis.cluster import RedisCluster as RedisCluster
from redis.sentinel import Sentinel as Sentinel



def __getattr__(name: str) -> Any: ...
