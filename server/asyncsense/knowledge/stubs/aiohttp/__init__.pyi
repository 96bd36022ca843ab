from typing import Any

from aiohttp.client import ClientSession as ClientSession, ClientTimeout as ClientTimeout, request as request
from aiohttp.client_reqrep import ClientResponse as ClientResponse
from aiohttp.client_ws import ClientWebSocketResponse as ClientWebSocketResponse
from aiohttp.connector import TCPConnector as TCPConnector, UnixConnector as UnixConnector



def __getattr__(name: str) -> Any: ...
