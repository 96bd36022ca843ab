from typing import Any

from confluent_kafka.cimpl import Consumer as Consumer

class DeserializingConsumer(Consumer): ...

def __getattr__(name: str) -> Any: ...
