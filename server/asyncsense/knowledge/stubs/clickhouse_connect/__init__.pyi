from typing import Any

from clickhouse_connect.driver import create_client as create_client

def __getattr__(name: str) -> Any: ...
