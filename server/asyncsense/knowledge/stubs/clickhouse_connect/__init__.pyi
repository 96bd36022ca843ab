from typing import Any

from clickhouse_connect.driver import create_async_client as get_async_client
from clickhouse_connect.driver import create_client as get_client

def __getattr__(name: str) -> Any: ...
