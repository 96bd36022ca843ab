from typing import Any

from oracledb.connection import AsyncConnection as AsyncConnection, Connection as Connection, connect as connect
from oracledb.cursor import AsyncCursor as AsyncCursor, Cursor as Cursor
from oracledb.pool import AsyncConnectionPool as AsyncConnectionPool, ConnectionPool as ConnectionPool, create_pool as create_pool



def __getattr__(name: str) -> Any: ...
