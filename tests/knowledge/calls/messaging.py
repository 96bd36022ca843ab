"""Brokers, queues and sockets above TCP."""

import aio_pika
import dns.asyncresolver
import dns.resolver
import grpc
import ldap3
import nats
import paho.mqtt.client as mqtt
import paho.mqtt.publish as publish
import paramiko
import pika
import serial
import websocket
import websockets
import zmq
import zmq.asyncio
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from celery import Celery, shared_task
from celery.result import AsyncResult
from confluent_kafka import Consumer, Producer
from kafka import KafkaConsumer, KafkaProducer
from redis import Redis
from rq import Queue
from websockets.sync.client import connect as connect_sync

app = Celery("jobs", broker="redis://localhost")
jobs = Queue(connection=Redis())
context = zmq.Context()


@app.task
def resize(name):
    return name


@shared_task(bind=True)
def compress(self, name):
    return name


async def rabbit(body):
    connection = pika.BlockingConnection(pika.ConnectionParameters("localhost"))  # expect: blocking-network
    channel = connection.channel()  # expect: blocking-network
    channel.queue_declare(queue="jobs")  # expect: blocking-network
    channel.basic_publish(exchange="", routing_key="jobs", body=body)  # expect: blocking-network
    for method, properties, message in channel.consume("jobs"):  # expect: blocking-network
        print(message)
    connection.close()  # expect: blocking-network


class Events:
    def __init__(self):
        self.producer = KafkaProducer(bootstrap_servers="localhost")
        self.consumer = KafkaConsumer("events")
        self.confluent = Producer({"bootstrap.servers": "localhost"})

    async def emit(self, value):
        self.producer.send("events", value).get(timeout=3)  # expect: blocking-network | blocking-wait
        self.producer.flush()  # expect: blocking-network
        for message in self.consumer:  # expect: blocking-network
            print(message)
        self.confluent.produce("events", value)
        self.confluent.flush()  # expect: blocking-network
        self.confluent.poll(0)
        Consumer({"group.id": "a"}).poll(1.0)  # expect: blocking-network


async def tasks(name):
    resize.delay(name)  # expect: blocking-network
    compress.apply_async(args=[name]).get()  # expect: blocking-network | blocking-wait
    app.send_task("resize", args=[name])  # expect: blocking-network
    AsyncResult("id").get(timeout=3)  # expect: blocking-wait
    jobs.enqueue(resize, name)  # expect: blocking-database


async def mqtt_client():
    client = mqtt.Client()
    client.connect("localhost", 1883, 60)  # expect: blocking-network
    client.loop_start()
    client.publish("topic", "payload").wait_for_publish()  # expect: blocking-wait
    client.loop_forever()  # expect: blocking-network
    publish.single("topic", "payload", hostname="localhost")  # expect: blocking-network


async def sockets(port):
    socket = context.socket(zmq.REQ)
    socket.send_json({})  # expect: blocking-network
    socket.recv()  # expect: blocking-network
    socket.recv(zmq.NOBLOCK)
    own = websocket.create_connection("ws://localhost")  # expect: blocking-network
    own.recv()  # expect: blocking-network
    with connect_sync("ws://localhost") as connection:  # expect: blocking-network
        connection.send("hello")  # expect: blocking-network
        for message in connection:  # expect: blocking-network
            print(message)
    with serial.Serial(port) as device:
        device.write(b"x")  # expect: blocking-network
        device.readline()  # expect: blocking-network


async def shells(command):
    client = paramiko.SSHClient()
    client.connect("host")  # expect: blocking-network
    _, stdout, _ = client.exec_command(command)  # expect: blocking-network
    stdout.read()  # expect: blocking-network
    with client.open_sftp() as files:  # expect: blocking-network
        files.put("a", "b")  # expect: blocking-network


async def directories(name):
    connection = ldap3.Connection(ldap3.Server("localhost"))
    connection.bind()  # expect: blocking-network
    connection.search("dc=example", "(cn=*)")  # expect: blocking-network
    dns.resolver.resolve(name, "MX")  # expect: blocking-network
    dns.resolver.Resolver().resolve(name)  # expect: blocking-network
    await dns.asyncresolver.resolve(name)
    await dns.asyncresolver.Resolver().resolve(name)


async def remote(future: grpc.Future):
    future.result()  # expect: blocking-wait
    channel = grpc.insecure_channel("localhost:50051")
    grpc.channel_ready_future(channel).result(timeout=3)  # expect: blocking-wait
    async with grpc.aio.insecure_channel("localhost:50051") as own:
        await own.channel_ready()


async def asynchronous(body):
    connection = await aio_pika.connect_robust("amqp://localhost")
    async with connection:
        channel = await connection.channel()
        queue = await channel.declare_queue("jobs")
        await channel.default_exchange.publish(aio_pika.Message(body), routing_key="jobs")
        async with queue.iterator() as messages:
            async for message in messages:
                async with message.process():
                    message.ack()  # expect: missing-await
    client = await nats.connect("nats://localhost")
    client.publish("topic", body)  # expect: missing-await
    await client.drain()
    producer = AIOKafkaProducer()
    await producer.start()
    producer.send_and_wait("events", body)  # expect: missing-await
    async for record in AIOKafkaConsumer("events"):
        print(record)
    async with websockets.connect("ws://localhost") as own:
        await own.send("hello")
        own.recv()  # expect: missing-await
    socket = zmq.asyncio.Context().socket(zmq.REQ)
    await socket.send(body)
    socket.recv()  # expect: missing-await
