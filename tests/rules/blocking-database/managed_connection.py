"""A connection that a context manager of the project gives, opened with what its callers pass."""

import sqlite3
from contextlib import contextmanager


@contextmanager
def opened(path):
    connection = sqlite3.connect(path)
    try:
        yield connection
    finally:
        connection.close()


async def main():
    with opened("data.db") as connection:  # expect: blocking-database
        connection.execute("select 1")  # expect: blocking-database
