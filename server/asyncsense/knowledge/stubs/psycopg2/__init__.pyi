from typing import Any

from psycopg2._psycopg import connection as connection
from psycopg2._psycopg import cursor as cursor

def connect(*args: Any, **kwargs: Any) -> connection: ...
def __getattr__(name: str) -> Any: ...
