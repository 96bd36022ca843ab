from typing import Any

from aiomysql.connection import Connection as Connection
from aiomysql.connection import connect as connect
from aiomysql.cursors import Cursor as Cursor
from aiomysql.cursors import DictCursor as DictCursor
from aiomysql.cursors import SSCursor as SSCursor
from aiomysql.cursors import SSDictCursor as SSDictCursor
from aiomysql.pool import Pool as Pool
from aiomysql.pool import create_pool as create_pool

def __getattr__(name: str) -> Any: ...
