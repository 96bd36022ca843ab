"""The other drivers of the DB-API, and their asynchronous siblings."""

import sqlite3
from contextlib import closing

import aiomysql
import aiosqlite
import duckdb
import MySQLdb
import oracledb
import pymysql
import pymysql.cursors
import pyodbc

SQL = "SELECT * FROM jobs"


async def mysql(settings):
    connection = pymysql.connect(host="db", cursorclass=pymysql.cursors.DictCursor)  # expect: blocking-database
    with connection.cursor() as cursor:
        cursor.execute(SQL)  # expect: blocking-database
        cursor.fetchall()
    connection.commit()  # expect: blocking-database
    connection.close()  # expect: blocking-database
    old = MySQLdb.connect(**settings)  # expect: blocking-database
    old.cursor().execute(SQL)  # expect: blocking-database
    old.commit()  # expect: blocking-database


class Reports:
    def __init__(self, dsn):
        self.odbc = pyodbc.connect(dsn)
        self.oracle = oracledb.connect(dsn=dsn)
        self.lite = sqlite3.connect("reports.db", check_same_thread=False)
        self.duck = duckdb.connect("reports.duckdb")

    async def odbc_rows(self):
        cursor = self.odbc.cursor()
        cursor.execute(SQL)  # expect: blocking-database
        for row in cursor.fetchmany(10):  # expect: blocking-database
            print(row)
        self.odbc.commit()  # expect: blocking-database

    async def oracle_rows(self):
        with self.oracle.cursor() as cursor:
            cursor.execute(SQL)  # expect: blocking-database
            for row in cursor:  # expect: blocking-database
                print(row)
        self.oracle.commit()  # expect: blocking-database

    async def lite_rows(self):
        self.lite.execute(SQL).fetchall()  # expect: blocking-database | blocking-database
        with self.lite:  # expect: blocking-database
            self.lite.executemany(SQL, [])  # expect: blocking-database
        with closing(self.lite.cursor()) as cursor:
            cursor.execute(SQL)  # expect: blocking-database
        return self.duck.execute(SQL).fetchall()  # expect: blocking-database | blocking-database


async def local():
    with sqlite3.connect("jobs.db") as connection:  # expect: blocking-database
        for row in connection.execute(SQL):  # expect: blocking-database | blocking-database
            print(row)
    duckdb.execute(SQL)  # expect: blocking-database
    pool = oracledb.create_pool(dsn="db")  # expect: blocking-database
    with pool.acquire() as acquired:  # expect: blocking-database
        acquired.ping()  # expect: blocking-database


async def asynchronous():
    async with aiosqlite.connect("jobs.db") as db:
        await db.execute(SQL)
        async with db.execute(SQL) as cursor:
            async for row in cursor:
                print(row)
        db.commit()  # expect: missing-await
        db.execute(SQL)  # expect: missing-await
    pool = await aiomysql.create_pool(host="db")
    async with pool.acquire() as connection, connection.cursor() as cursor:
        await cursor.execute(SQL)
        cursor.execute(SQL)  # expect: missing-await
        await connection.commit()
    pool.close()
    await pool.wait_closed()
    async with oracledb.connect_async(dsn="db") as connection:
        connection.commit()  # expect: missing-await
        with connection.cursor() as cursor:
            await cursor.execute(SQL)
