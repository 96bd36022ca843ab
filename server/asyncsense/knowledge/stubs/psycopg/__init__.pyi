from typing import Any

from psycopg.client_cursor import AsyncClientCursor as AsyncClientCursor
from psycopg.client_cursor import ClientCursor as ClientCursor
from psycopg.connection import Connection as Connection
from psycopg.connection_async import AsyncConnection as AsyncConnection
from psycopg.cursor import Cursor as Cursor
from psycopg.cursor_async import AsyncCursor as AsyncCursor
from psycopg.raw_cursor import AsyncRawCursor as AsyncRawCursor
from psycopg.raw_cursor import RawCursor as RawCursor

connect = Connection.connect

def __getattr__(name: str) -> Any: ...
