"""Brokers, devices and remote shells."""

import paho.mqtt.client as mqtt
import paramiko
import pika
import serial
import zmq
from kafka import KafkaConsumer, KafkaProducer

context = zmq.Context()
control = context.socket(zmq.REQ)
producer = KafkaProducer(bootstrap_servers="kafka:9092")


async def remote(host: str, command: str):
    shell = paramiko.SSHClient()
    shell.connect(host, username="deploy")  # expect: blocking-network
    return shell.exec_command(command)  # expect: blocking-network


async def connect(url):
    return pika.BlockingConnection(pika.URLParameters(url))  # expect: blocking-network


async def flush():
    producer.flush()  # expect: blocking-network


async def consume(consumer: KafkaConsumer):
    return consumer.poll(timeout_ms=1000)  # expect: blocking-network


async def subscribe(client: mqtt.Client, host: str):
    client.connect(host, 1883)  # expect: blocking-network


async def command(payload: bytes):
    control.send(payload)  # expect: blocking-network
    return control.recv()  # expect: blocking-network


class Scale:
    def __init__(self, port: str):
        self.port = serial.Serial(port, 9600, timeout=1)

    async def weigh(self):
        return self.port.readline()  # expect: blocking-network
