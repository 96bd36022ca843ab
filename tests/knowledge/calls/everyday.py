"""What scripts and handlers do with libraries, a little of each."""

import asyncio
import concurrent.futures
import smtplib
import socket
import sqlite3
import subprocess
import threading
import time
import urllib.request as web
import xmlrpc.client
from email.message import EmailMessage
from ftplib import FTP
from http.server import HTTPServer
from imaplib import IMAP4_SSL
from multiprocessing import Pool, Process, Queue
from queue import Empty, SimpleQueue

import boto3
import psycopg2
import pymongo
import redis
import stripe
import yaml
from anthropic import Anthropic
from azure.storage.blob import BlobServiceClient
from botocore.exceptions import ClientError
from celery.result import GroupResult
from elasticsearch import NotFoundError, Elasticsearch
from google.cloud.storage import Client
from kafka import KafkaProducer
from kubernetes.client import CoreV1Api
from kubernetes.client.rest import ApiException
from motor.motor_asyncio import AsyncIOMotorClient
from pika.adapters.blocking_connection import BlockingChannel
from redis.exceptions import LockError
from requests.auth import HTTPBasicAuth
from requests.exceptions import RequestException
from selenium.webdriver.remote.webdriver import WebDriver
from sqlalchemy.engine import Engine
from twilio.rest import Client as TwilioClient
import requests


async def uploads(path, key):
    client = boto3.session.Session(profile_name="prod").client("s3")  # expect: blocking-file
    try:
        client.head_object(Bucket="a", Key=key)  # expect: blocking-http
    except ClientError:
        client.upload_fileobj(path, "a", key)  # expect: blocking-http
    Client().bucket("a").blob(key).upload_from_filename(path)  # expect: blocking-http
    blobs = BlobServiceClient.from_connection_string("c").get_container_client("a")
    blobs.upload_blob(key, path, overwrite=True)  # expect: blocking-http
    table = boto3.resource("dynamodb").Table("a")  # expect: blocking-file
    with table.batch_writer() as batch:  # expect: blocking-http
        batch.put_item(Item={"id": key})  # expect: blocking-http
    return table.scan()["Items"]  # expect: blocking-http


async def with_errors(url, search: Elasticsearch, api: CoreV1Api):
    try:
        response = requests.post(url, auth=HTTPBasicAuth("a", "b"), timeout=3)  # expect: blocking-http
        response.raise_for_status()
    except RequestException:
        return None
    try:
        search.delete(index="a", id="1")  # expect: blocking-http
    except NotFoundError:
        pass
    try:
        api.read_namespaced_pod_log("a", "b")  # expect: blocking-http
    except ApiException as error:
        print(error.status)
    return response.json()


async def locks(connection: redis.Redis):
    lock = connection.lock("a", timeout=3)
    if lock.acquire(blocking=False):  # expect: blocking-database
        try:
            connection.publish("a", "b")  # expect: blocking-database
        finally:
            lock.release()  # expect: blocking-database


async def payments():
    subscription = stripe.Subscription.retrieve("sub")  # expect: blocking-http
    subscription.cancel()  # expect: blocking-http
    customers = stripe.Customer.list(limit=3)  # expect: blocking-http
    for customer in customers.auto_paging_iter():  # expect: blocking-http
        print(customer)
    stripe.billing_portal.Session.create(customer="c")  # expect: blocking-http
    TwilioClient().calls.create(to="a", from_="b")  # expect: blocking-http


async def chats(question):
    answer = Anthropic().messages.create(model="m", max_tokens=9, messages=question)  # expect: blocking-http
    return answer.content[0].text


async def brokers(channel: BlockingChannel, group: GroupResult):
    channel.basic_ack(delivery_tag=1)
    method, _, body = channel.basic_get("a")  # expect: blocking-network
    KafkaProducer().send("a", body)  # expect: blocking-network | blocking-network
    group.join()  # expect: blocking-wait


async def pages(driver: WebDriver):
    driver.execute_script("return 1")  # expect: blocking-http
    driver.switch_to.frame("a")  # expect: blocking-http
    driver.save_screenshot("a.png")  # expect: blocking-http


async def databases(engine: Engine):
    connection = engine.raw_connection()  # expect: blocking-database
    with psycopg2.connect("a") as own, own.cursor() as cursor:  # expect: blocking-database
        cursor.copy_expert("COPY a", None)  # expect: blocking-database
    client = pymongo.MongoClient("a")
    with client:
        client.get_database("a").get_collection("b").find_one_and_update({}, {})  # expect: blocking-database
    database = sqlite3.connect("orders.db")  # expect: blocking-database
    database.executescript("CREATE TABLE a")  # expect: blocking-database
    database.commit()  # expect: blocking-database
    await AsyncIOMotorClient()["a"]["b"].find({}).to_list(None)
    return connection


async def mail(text):
    message = EmailMessage()
    message.set_content(text)
    with smtplib.SMTP("a", 587) as server:  # expect: blocking-network
        server.starttls()  # expect: blocking-network
        server.login("a", "b")  # expect: blocking-network
        server.send_message(message)  # expect: blocking-network
    with IMAP4_SSL("a") as box:  # expect: blocking-network
        box.select("INBOX")  # expect: blocking-network
    ftp = FTP("a")  # expect: blocking-network
    ftp.retrbinary("RETR a", print)  # expect: blocking-network


async def remote(host):
    web.urlopen(f"https://{host}").read()  # expect: blocking-http | blocking-http
    xmlrpc.client.ServerProxy(host).add(1, 2)  # expect: blocking-http
    socket.gethostbyname(host)  # expect: blocking-network
    sock = socket.create_connection((host, 80))  # expect: blocking-network
    sock.sendall(b"GET /")  # expect: blocking-network
    HTTPServer(("", 80), None).serve_forever()  # expect: blocking-network


async def threads(event: threading.Event, jobs: SimpleQueue, work):
    time.sleep(1)  # expect: blocking-sleep
    event.wait(3)  # expect: blocking-wait
    try:
        jobs.get(timeout=1)  # expect: blocking-wait
    except Empty:
        jobs.put(1)
    with concurrent.futures.ThreadPoolExecutor() as executor:  # expect: blocking-wait
        executor.submit(work).result()  # expect: blocking-wait
    process = Process(target=work)
    process.start()
    process.join()  # expect: blocking-wait
    with Pool(2) as pool:
        pool.map(work, [1])  # expect: blocking-wait
    Queue().get()  # expect: blocking-wait


async def commands(command):
    subprocess.check_output(command, text=True)  # expect: blocking-subprocess
    process = subprocess.Popen(command, stdout=subprocess.PIPE)  # expect: blocking-subprocess
    process.communicate()  # expect: blocking-subprocess
    with open("a.yaml") as stream:  # expect: blocking-file
        settings = yaml.safe_load(stream)
    await asyncio.to_thread(subprocess.run, command)
    await asyncio.get_running_loop().run_in_executor(None, requests.get, settings["url"])
    return process
