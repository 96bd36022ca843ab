from typing import Any

from aio_pika.abc import AbstractChannel as AbstractChannel
from aio_pika.abc import AbstractConnection as AbstractConnection
from aio_pika.abc import AbstractExchange as AbstractExchange
from aio_pika.abc import AbstractIncomingMessage as AbstractIncomingMessage
from aio_pika.abc import AbstractQueue as AbstractQueue
from aio_pika.abc import AbstractRobustConnection as AbstractRobustConnection
from aio_pika.connection import connect as connect
from aio_pika.message import IncomingMessage as IncomingMessage
from aio_pika.message import Message as Message
from aio_pika.robust_connection import connect_robust as connect_robust

def __getattr__(name: str) -> Any: ...
