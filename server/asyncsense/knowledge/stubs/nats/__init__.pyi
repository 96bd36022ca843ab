from typing import Any

from nats.aio.client import Client as Client
from nats.aio.client import Client as NATS

async def connect(*args: Any, **kwargs: Any) -> Client: ...
def __getattr__(name: str) -> Any: ...
