from typing import Any

from aio_pika.abc import AbstractChannel as AbstractChannel, AbstractConnection as AbstractConnection, AbstractExchange as AbstractExchange, AbstractIncomingMessage as AbstractIncomingMessage, AbstractQueue as AbstractQueue, AbstractRobustConnection as AbstractRobustConnection
from aio_pika.connection import connect as connect
from aio_pika.message import IncomingMessage as IncomingMessage, Message as Message
from aio_pika.robust_connection import connect_robust as connect_robust



def __getattr__(name: str) -> Any: ...
