from typing import Any

from urllib3.connectionpool import HTTPConnectionPool as HTTPConnectionPool
from urllib3.connectionpool import HTTPSConnectionPool as HTTPSConnectionPool
from urllib3.poolmanager import PoolManager as PoolManager
from urllib3.poolmanager import ProxyManager as ProxyManager
from urllib3.response import BaseHTTPResponse as BaseHTTPResponse
from urllib3.response import HTTPResponse as HTTPResponse
from urllib3.util.retry import Retry as Retry
from urllib3.util.timeout import Timeout as Timeout

def request(*args: Any, **kwargs: Any) -> BaseHTTPResponse: ...
def __getattr__(name: str) -> Any: ...
