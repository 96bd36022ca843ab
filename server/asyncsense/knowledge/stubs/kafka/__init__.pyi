from typing import Any

from kafka.consumer.group import KafkaConsumer as KafkaConsumer
from kafka.producer.kafka import KafkaProducer as KafkaProducer

def __getattr__(name: str) -> Any: ...
