from typing import Any

from aiohttp.client import ClientSession as ClientSession
from aiohttp.client import ClientTimeout as ClientTimeout
from aiohttp.client import request as request
from aiohttp.client_reqrep import ClientResponse as ClientResponse
from aiohttp.client_ws import ClientWebSocketResponse as ClientWebSocketResponse
from aiohttp.connector import TCPConnector as TCPConnector
from aiohttp.connector import UnixConnector as UnixConnector

def __getattr__(name: str) -> Any: ...
