from typing import Any

from kafka.producer.kafka import KafkaProducer as KafkaProducer

def __getattr__(name: str) -> Any: ...
