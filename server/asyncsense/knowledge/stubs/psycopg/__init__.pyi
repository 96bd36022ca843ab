from typing import Any

from psycopg.connection import Connection as Connection
from psycopg.connection_async import AsyncConnection as AsyncConnection
from psycopg.cursor import Cursor as Cursor
from psycopg.cursor_async import AsyncCursor as AsyncCursor

connect = Connection.connect

def __getattr__(name: str) -> Any: ...
