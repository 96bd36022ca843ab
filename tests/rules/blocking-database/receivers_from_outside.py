"""Connections that are set from outside a class, unpacked from a named tuple, or there by default."""

import sqlite3
from types import SimpleNamespace
from typing import NamedTuple


class Dependencies(NamedTuple):
    name: str
    database: sqlite3.Connection


class App:
    pass


class Other:
    pass


class Repository:
    def __init__(self, connection):
        self.connection = connection

    @classmethod
    def create(cls):
        return cls(sqlite3.connect("data.db"))

    async def all(self):
        return self.connection.execute("select 1")  # expect: blocking-database


app = App()
app.database = sqlite3.connect("data.db")


async def set_on_object(other: Other, space: SimpleNamespace):
    app.database.commit()  # expect: blocking-database
    other.database.commit()
    space.database.commit()


async def unpacked(given: Dependencies):
    name, database = given
    database.execute(name)  # expect: blocking-database


async def made_where_missing(connection=None):
    if connection is None:
        connection = sqlite3.connect("data.db")  # expect: blocking-database
    connection.commit()  # expect: blocking-database


async def by_default(connect=sqlite3.connect):
    connect("data.db")  # expect: blocking-database


class Track:
    pass


async def grows(track: Track, other: Track):
    track.frames = [track.frames, other.frames]
    track.frames = [other.frames, *track.frames]
    for frame in track.frames:
        frame.execute("select 1")
