from typing import Any

from urllib3.connectionpool import HTTPConnectionPool as HTTPConnectionPool
from urllib3.poolmanager import PoolManager as PoolManager
from urllib3.response import HTTPResponse as HTTPResponse

def request(*args: Any, **kwargs: Any) -> Any: ...
def __getattr__(name: str) -> Any: ...
