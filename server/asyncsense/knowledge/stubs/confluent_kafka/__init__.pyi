from typing import Any

from confluent_kafka.cimpl import Consumer as Consumer
from confluent_kafka.cimpl import KafkaError as KafkaError
from confluent_kafka.cimpl import KafkaException as KafkaException
from confluent_kafka.cimpl import Message as Message
from confluent_kafka.cimpl import Producer as Producer
from confluent_kafka.cimpl import TopicPartition as TopicPartition
from confluent_kafka.deserializing_consumer import DeserializingConsumer as DeserializingConsumer
from confluent_kafka.serializing_producer import SerializingProducer as SerializingProducer

def __getattr__(name: str) -> Any: ...
