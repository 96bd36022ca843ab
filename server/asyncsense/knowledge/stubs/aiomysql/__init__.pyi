from typing import Any

from aiomysql.connection import Connection as Connection, connect as connect
from aiomysql.cursors import Cursor as Cursor, DictCursor as DictCursor, SSCursor as SSCursor, SSDictCursor as SSDictCursor
from aiomysql.pool import Pool as Pool, create_pool as create_pool



def __getattr__(name: str) -> Any: ...
