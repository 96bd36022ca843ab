from typing import Any

from confluent_kafka.cimpl import Producer as Producer

class SerializingProducer(Producer): ...

def __getattr__(name: str) -> Any: ...
