"""The same as in memory, but for the path."""

import contextlib
import sqlite3


class Session:
    def __init__(self, name, path=":memory:", table="messages"):
        self.connection = sqlite3.connect(path)
        self.connection.execute("PRAGMA journal_mode=WAL")

    @contextlib.contextmanager
    def locked(self):
        self.connection.execute("BEGIN")
        yield self.connection

    def count(self):
        return self.connection.execute("SELECT count(*)").fetchone()


class Wide(Session):
    def __init__(self, *, name, **options):
        super().__init__(name, **options)


def rows(session: Session):
    return session.connection.execute("SELECT *").fetchall()


def opened(path: str = ":memory:"):
    return sqlite3.connect(path)


async def main(path, options):
    session = Session("a", path)  # expect: blocking-database
    with session.locked() as connection:  # expect: blocking-database
        connection.execute("SELECT 1")  # expect: blocking-database
    session.count()  # expect: blocking-database
    rows(session)  # expect: blocking-database
    Wide(name="a", path=path)  # expect: blocking-database
    Session("a", **options)  # expect: blocking-database
    opened(path)  # expect: blocking-database
