"""Documents, keys and values, graphs, columns and vectors."""

import clickhouse_connect
import gridfs
import pymongo
import redis
import redis.asyncio
import valkey
from cassandra.cluster import Cluster
from clickhouse_driver import Client as ClickHouse
from diskcache import Cache
from influxdb_client import InfluxDBClient
from influxdb_client.client.influxdb_client_async import InfluxDBClientAsync
from motor.motor_asyncio import AsyncIOMotorClient
from neo4j import AsyncGraphDatabase, GraphDatabase
from pymemcache.client.base import Client as Memcache
from pymongo import AsyncMongoClient, MongoClient
from pymongo.collection import Collection
from pymongo.database import Database
from qdrant_client import AsyncQdrantClient, QdrantClient
from redis import Redis
from redis.sentinel import Sentinel

mongo = MongoClient("mongodb://localhost")
cached = redis.from_url("redis://localhost")


def database():
    return mongo["shop"]


async def documents(given: Collection, shop: Database):
    mongo.shop.orders.find_one({"id": 1})  # expect: blocking-database
    mongo["shop"]["orders"].insert_one({})  # expect: blocking-database
    database().orders.update_many({}, {})  # expect: blocking-database
    given.delete_many({})  # expect: blocking-database
    shop.list_collection_names()  # expect: blocking-database
    for order in given.find({}).sort("id").limit(3):  # expect: blocking-database
        print(order)
    list(shop.orders.aggregate([]))  # expect: blocking-database | blocking-database
    pymongo.MongoClient().server_info()  # expect: blocking-database
    with mongo.start_session() as session, session.start_transaction():
        session.commit_transaction()  # expect: blocking-database
    gridfs.GridFS(shop).put(b"data")  # expect: blocking-database


class Cart:
    def __init__(self, connection: Redis, url):
        self.connection = connection
        self.own = redis.Redis.from_url(url)
        self.pool = redis.Redis(connection_pool=redis.ConnectionPool())

    async def add(self, key, item):
        self.connection.hset(key, "item", item)  # expect: blocking-database
        self.own.expire(key, 60)  # expect: blocking-database
        self.pool.get(key)  # expect: blocking-database
        cached.incr("carts")  # expect: blocking-database
        with self.own.pipeline() as pipe:
            pipe.set(key, item)
            pipe.execute()  # expect: blocking-database
        with self.own.lock("cart"):  # expect: blocking-database
            self.own.delete(key)  # expect: blocking-database
        for found in self.own.scan_iter("cart:*"):  # expect: blocking-database
            print(found)


async def subscribed():
    channel = cached.pubsub()
    channel.subscribe("events")  # expect: blocking-database
    for message in channel.listen():  # expect: blocking-database
        print(message)
    Sentinel([("localhost", 26379)]).master_for("main").set("a", 1)  # expect: blocking-database
    valkey.Valkey().get("a")  # expect: blocking-database
    redis.StrictRedis().ping()  # expect: blocking-database


async def other_stores(rows):
    session = Cluster(["127.0.0.1"]).connect("shop")  # expect: blocking-database
    session.execute("SELECT 1")  # expect: blocking-database
    session.execute_async("SELECT 1").result()  # expect: blocking-database
    client = clickhouse_connect.get_client(host="localhost")  # expect: blocking-database
    client.query("SELECT 1")  # expect: blocking-database
    ClickHouse("localhost").execute("SELECT 1")  # expect: blocking-database
    Cache("folder").set("a", 1)  # expect: blocking-database
    Memcache("localhost").get("a")  # expect: blocking-database
    QdrantClient("localhost").query_points("docs")  # expect: blocking-database
    with InfluxDBClient(url="http://localhost") as influx:
        influx.query_api().query("from(bucket)")  # expect: blocking-database
        influx.write_api().write(bucket="b", record=rows)  # expect: blocking-database


driver = GraphDatabase.driver("neo4j://localhost")


async def graph(query):
    with driver.session() as session:
        result = session.run(query)  # expect: blocking-database
        result.single()  # expect: blocking-database
        for record in session.run(query):  # expect: blocking-database | blocking-database
            print(record)
    driver.execute_query(query)  # expect: blocking-database


async def asynchronous(key, query):
    client = redis.asyncio.Redis()
    await client.set(key, 1)
    client.get(key)  # expect: missing-await
    async with client.pipeline() as pipe:
        pipe.set(key, 1)
        await pipe.execute()
    async for found in client.scan_iter():
        print(found)
    await redis.asyncio.from_url("redis://localhost").ping()
    await client.aclose()
    shop = AsyncMongoClient()["shop"]
    await shop.orders.find_one({})
    shop.orders.insert_one({})  # expect: missing-await
    async for order in shop.orders.find({}):
        print(order)
    motor = AsyncIOMotorClient()
    await motor.shop.orders.find_one({})
    motor.shop.orders.delete_one({})  # expect: missing-await
    async with AsyncGraphDatabase.driver("neo4j://localhost") as own:
        async with own.session() as session:
            result = await session.run(query)
            await result.single()
            session.run(query)  # expect: missing-await
    await AsyncQdrantClient("localhost").query_points("docs")
    async with InfluxDBClientAsync(url="http://localhost") as influx:
        await influx.query_api().query("from(bucket)")
