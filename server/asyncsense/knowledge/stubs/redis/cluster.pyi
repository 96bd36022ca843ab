from typing import Any

from redis.client import Redis as Redis

class RedisCluster(Redis): ...

def __getattr__(name: str) -> Any: ...
