from typing import Any

from pika.adapters.blocking_connection import BlockingConnection as BlockingConnection

def __getattr__(name: str) -> Any: ...
