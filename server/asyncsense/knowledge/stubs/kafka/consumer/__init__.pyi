from typing import Any

from kafka.consumer.group import KafkaConsumer as KafkaConsumer

def __getattr__(name: str) -> Any: ...
