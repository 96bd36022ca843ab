"""psycopg in both its versions, asyncpg."""

import asyncpg
import psycopg
import psycopg2
import psycopg2.extras
from psycopg import AsyncConnection, Connection
from psycopg.rows import dict_row
from psycopg2.extensions import connection as Connection2
from psycopg2.pool import ThreadedConnectionPool
from psycopg_pool import AsyncConnectionPool, ConnectionPool

DSN = "dbname=jobs"
pool = ConnectionPool(DSN, open=False)
old_pool = ThreadedConnectionPool(1, 4, DSN)


def connect():
    return psycopg2.connect(DSN)


async def old(job):
    connection = psycopg2.connect(DSN)  # expect: blocking-database
    with connection, connection.cursor(cursor_factory=psycopg2.extras.DictCursor) as cursor:  # expect: blocking-database
        cursor.execute("SELECT 1", (job,))  # expect: blocking-database
        cursor.fetchone()  # expect: blocking-database
        for row in cursor:  # expect: blocking-database
            print(row)
        psycopg2.extras.execute_values(cursor, "INSERT", [])  # expect: blocking-database
    connection.rollback()  # expect: blocking-database


async def old_helpers(given: Connection2):
    given.commit()  # expect: blocking-database
    connect().cursor().callproc("refresh")  # expect: blocking-database | blocking-database
    own = old_pool.getconn()  # expect: blocking-database
    own.commit()  # expect: blocking-database
    old_pool.putconn(own)


async def new(job, given: Connection):
    with psycopg.connect(DSN, row_factory=dict_row) as connection:  # expect: blocking-database
        connection.execute("SELECT 1")  # expect: blocking-database
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1").fetchall()  # expect: blocking-database | blocking-database
            for row in cursor.stream("SELECT 1"):  # expect: blocking-database
                print(row)
        with connection.transaction():  # expect: blocking-database
            connection.commit()  # expect: blocking-database
    given.execute("SELECT 1").fetchone()  # expect: blocking-database | blocking-database
    with pool.connection() as pooled:  # expect: blocking-database
        pooled.execute("SELECT 1")  # expect: blocking-database


async def asynchronous(job):
    async with await psycopg.AsyncConnection.connect(DSN) as connection:
        async with connection.cursor() as cursor:
            await cursor.execute("SELECT 1", (job,))
            async for row in cursor:
                print(row)
            cursor.fetchone()  # expect: missing-await
        connection.commit()  # expect: missing-await
    async with AsyncConnectionPool(DSN) as own:
        async with own.connection() as pooled:
            await pooled.execute("SELECT 1")
    connection = await AsyncConnection.connect(DSN)
    await connection.close()


async def with_asyncpg(job):
    connection = await asyncpg.connect(DSN)
    await connection.execute("SELECT 1", job)
    async with connection.transaction():
        async for record in connection.cursor("SELECT 1"):
            print(record["id"])
        connection.fetchrow("SELECT 1")  # expect: missing-await
    await connection.close()
    async with asyncpg.create_pool(DSN) as own:
        async with own.acquire() as acquired:
            acquired.execute("SELECT 1")  # expect: missing-await
        return await own.fetch("SELECT 1")
