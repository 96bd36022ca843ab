from typing import Any

from psycopg_pool.pool import ConnectionPool as ConnectionPool

class NullConnectionPool(ConnectionPool): ...

def __getattr__(name: str) -> Any: ...
