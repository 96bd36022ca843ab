"""Asynchronous drivers, buffered pipelines, lazy queries, threads, namesakes."""

import asyncio
import sqlite3

import aiosqlite
import asyncpg
import psycopg
import redis
import redis.asyncio as aioredis
from django.core.cache import cache
from django.db import models
from motor.motor_asyncio import AsyncIOMotorClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

engine = create_async_engine("postgresql+asyncpg://db/app")
store = aioredis.Redis(host="cache")
sync_store = redis.Redis(host="cache")
motor = AsyncIOMotorClient()


class Article(models.Model):
    title = models.CharField(max_length=200)


async def with_aiosqlite(path):
    async with aiosqlite.connect(path) as db:
        await db.execute("DELETE FROM old")
        await db.commit()


async def with_asyncpg(dsn):
    connection = await asyncpg.connect(dsn)
    return await connection.fetch("SELECT 1")


async def with_psycopg(dsn):
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        await connection.execute("SELECT 1")
        await connection.commit()


async def async_redis(key):
    await store.set(key, 1)
    return await store.get(key)


async def async_redis_pipeline(pairs):
    pipe = store.pipeline()
    for key, value in pairs:
        pipe.set(key, value)
    await pipe.execute()


async def typed(client: aioredis.Redis, key):
    return await client.hgetall(key)


async def async_session(session: AsyncSession, statement):
    session.add(statement)
    result = await session.execute(statement)
    await session.commit()
    return result.scalars().all()


async def engine_use():
    async with engine.begin() as connection:
        await connection.run_sync(print)


async def bookkeeping(session: Session, article):
    session.add(article)
    session.expunge(article)
    return select(article), session.new


async def motor_find(name):
    return await motor.app.users.find_one({"name": name})


async def lazy_queryset(request):
    articles = Article.objects.filter(title="x").order_by("title")
    return articles.exclude(title="y")


async def async_orm(request, pk):
    article = await Article.objects.aget(pk=pk)
    await article.asave()
    count = await Article.objects.acount()
    async for other in Article.objects.filter(pk__gt=pk):
        count += other.pk
    await cache.aset("count", count)
    return await cache.aget("count")


async def sqlite_in_thread(path):
    def query():
        with sqlite3.connect(path) as db:
            return db.execute("SELECT 1").fetchone()

    return await asyncio.to_thread(query)


async def redis_in_thread(key):
    return await asyncio.to_thread(sync_store.get, key)


class Command:
    def execute(self, *arguments):
        return arguments

    def commit(self):
        return "committed"

    def fetchone(self):
        return None


class Cursor:
    """The cursor of an editor."""

    def __init__(self):
        self.line = 0

    def execute(self, action):
        return action(self)

    def fetchall(self):
        return [self.line]


async def commands(action):
    command = Command()
    command.execute("go")
    command.commit()
    cursor = Cursor()
    cursor.execute(action)
    return command.fetchone(), cursor.fetchall()


async def unknown(db, cursor):
    cursor.execute("SELECT 1")
    db.commit()
    return cursor.fetchall()


def report(path):
    with sqlite3.connect(path) as db:
        return db.execute("SELECT * FROM log").fetchall()


async def nothing_on_disk():
    return sqlite3.connect(":memory:", check_same_thread=False)
