from typing import Any

from asyncpg.protocol.record import Record as Record

def __getattr__(name: str) -> Any: ...
