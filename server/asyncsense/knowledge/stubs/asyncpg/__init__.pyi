from typing import Any

from asyncpg.connection import Connection as Connection
from asyncpg.connection import connect as connect
from asyncpg.pool import Pool as Pool
from asyncpg.pool import create_pool as create_pool
from asyncpg.protocol.record import Record as Record

def __getattr__(name: str) -> Any: ...
