"""redis and pymongo, the synchronous clients."""

import pymongo
import redis
from pymongo import MongoClient
from redis import Redis

cache = redis.Redis(host="cache")
mongo = MongoClient("mongodb://db")
users = mongo["app"]["users"]


async def remember(key: str, value: bytes):
    cache.set(key, value, ex=60)  # expect: blocking-database redis


async def recall(client: Redis, key: str):
    return client.get(key)  # expect: blocking-database


async def from_url(key):
    client = redis.from_url("redis://cache")
    return client.hgetall(key)  # expect: blocking-database


async def batch(client: redis.Redis, pairs):
    pipe = client.pipeline()
    for key, value in pairs:
        pipe.set(key, value)
    pipe.execute()  # expect: blocking-database


async def find_user(name):
    return users.find_one({"name": name})  # expect: blocking-database


async def add_user(client: pymongo.MongoClient, user):
    client.app.users.insert_one(user)  # expect: blocking-database


class Sessions:
    def __init__(self, url):
        self.redis = redis.Redis.from_url(url)
        self.collection = MongoClient(url).app.sessions

    async def touch(self, token):
        self.redis.expire(token, 3600)  # expect: blocking-database

    async def close_all(self):
        self.collection.delete_many({})  # expect: blocking-database
