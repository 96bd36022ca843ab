from typing import Any

from confluent_kafka.aio._AIOConsumer import AIOConsumer as AIOConsumer
from confluent_kafka.aio.producer._AIOProducer import AIOProducer as AIOProducer

def __getattr__(name: str) -> Any: ...
