from typing import Any

from diskcache.core import Cache as Cache
from diskcache.fanout import FanoutCache as FanoutCache

def __getattr__(name: str) -> Any: ...
