from typing import Any

from psycopg_pool.pool_async import AsyncConnectionPool as AsyncConnectionPool

class AsyncNullConnectionPool(AsyncConnectionPool): ...

def __getattr__(name: str) -> Any: ...
