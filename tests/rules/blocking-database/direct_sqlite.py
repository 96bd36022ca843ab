"""A small store on sqlite3."""

import sqlite3
from contextlib import closing
from sqlite3 import Connection, connect

database = sqlite3.connect("app.db", check_same_thread=False)


async def open_store(path: str):
    return sqlite3.connect(path)  # expect: blocking-database


async def count_users() -> int:
    cursor = database.execute("SELECT count(*) FROM users")  # expect: blocking-database sqlite3
    return cursor.fetchone()[0]  # expect: blocking-database


async def insert(connection: sqlite3.Connection, name: str):
    connection.execute("INSERT INTO users(name) VALUES (?)", (name,))  # expect: blocking-database
    connection.commit()  # expect: blocking-database


async def bulk(connection: Connection, rows):
    cursor = connection.cursor()
    cursor.executemany("INSERT INTO users(name) VALUES (?)", rows)  # expect: blocking-database
    return cursor.fetchall()  # expect: blocking-database


async def migrate(path, script):
    with closing(connect(path)) as db:  # expect: blocking-database
        db.executescript(script)  # expect: blocking-database


class Repository:
    def __init__(self, path):
        self.path = path
        self.db = sqlite3.connect(path)

    def cursor(self) -> sqlite3.Cursor:
        return self.db.cursor()

    async def add(self, key, value):
        self.db.execute("REPLACE INTO kv VALUES (?, ?)", (key, value))  # expect: blocking-database
        self.db.commit()  # expect: blocking-database

    async def get(self, key):
        cursor = self.cursor()
        cursor.execute("SELECT value FROM kv WHERE key = ?", (key,))  # expect: blocking-database
        return cursor.fetchone()  # expect: blocking-database
