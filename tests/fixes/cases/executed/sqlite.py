# fix: blocking-database: Run it in a thread
import contextlib
import sqlite3


def names(path):
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("create table if not exists person (name text)")
        db.execute("insert into person values ('é')")
        return db.execute("select name from person").fetchall()


async def main(path="data.db"):
    return names(path)
