from typing import Any

from aiokafka.consumer.consumer import AIOKafkaConsumer as AIOKafkaConsumer
from aiokafka.producer.producer import AIOKafkaProducer as AIOKafkaProducer

def __getattr__(name: str) -> Any: ...
