from typing import Any

from websockets.asyncio.client import ClientConnection as ClientConnection
from websockets.asyncio.client import connect as connect
from websockets.asyncio.server import ServerConnection as ServerConnection
from websockets.asyncio.server import serve as serve

def __getattr__(name: str) -> Any: ...
