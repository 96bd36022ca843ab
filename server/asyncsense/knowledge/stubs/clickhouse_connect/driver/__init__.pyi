from typing import Any

from clickhouse_connect.driver.client import Client as Client

def create_client(*args: Any, **kwargs: Any) -> Any: ...

def __getattr__(name: str) -> Any: ...
