from typing import Any

from nats.aio.client import Client as NATS

async def connect(*args: Any, **kwargs: Any) -> NATS: ...

def __getattr__(name: str) -> Any: ...
