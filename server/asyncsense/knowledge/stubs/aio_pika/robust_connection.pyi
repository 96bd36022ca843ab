from typing import Any

from aio_pika.abc import AbstractRobustConnection as AbstractRobustConnection

async def connect_robust(*args: Any, **kwargs: Any) -> AbstractRobustConnection: ...

def __getattr__(name: str) -> Any: ...
