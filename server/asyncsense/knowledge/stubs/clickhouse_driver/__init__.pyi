from typing import Any

from clickhouse_driver.client import Client as Client

def __getattr__(name: str) -> Any: ...
