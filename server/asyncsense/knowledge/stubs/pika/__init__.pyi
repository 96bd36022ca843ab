from typing import Any

from pika.adapters.blocking_connection import BlockingConnection as BlockingConnection
from pika.connection import ConnectionParameters as ConnectionParameters
from pika.connection import URLParameters as URLParameters
from pika.credentials import PlainCredentials as PlainCredentials
from pika.spec import BasicProperties as BasicProperties

def __getattr__(name: str) -> Any: ...
