from typing import Any

from oracledb.connection import AsyncConnection as AsyncConnection
from oracledb.connection import Connection as Connection
from oracledb.connection import connect as connect
from oracledb.connection import connect_async as connect_async
from oracledb.cursor import AsyncCursor as AsyncCursor
from oracledb.cursor import Cursor as Cursor
from oracledb.pool import AsyncConnectionPool as AsyncConnectionPool
from oracledb.pool import ConnectionPool as ConnectionPool
from oracledb.pool import create_pool as create_pool
from oracledb.pool import create_pool_async as create_pool_async

def __getattr__(name: str) -> Any: ...
