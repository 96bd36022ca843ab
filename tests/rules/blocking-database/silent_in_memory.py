"""Databases that are kept in memory, by name or by default."""

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


async def main():
    session = Session("a")
    with session.locked() as connection:
        connection.execute("SELECT 1")
        assert connection.execute("SELECT 1").fetchone()
    session.count()
    rows(session)
    Wide(name="a")
    Wide(name="a", table="other")
    opened()
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("SELECT 1")
