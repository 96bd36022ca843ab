"""What is kept on disk from run to run: never in the workspace, never needed, safe to delete."""

from __future__ import annotations

import hashlib
import marshal
import os
import sqlite3
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Any

DATABASE = "cache.sqlite3"
_FORMAT = 1
_KEPT_DAYS = 30
_DAY = 86_400
_CHECKSUM_SIZE = 8


@cache
def program_digest() -> bytes:
    """What tells this program, its knowledge and its Python from any other: results hold for one."""
    files: list[tuple[str, int, int]] = []
    folders = [os.path.dirname(os.path.dirname(__file__))]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if not entry.is_dir():
                    status = entry.stat()
                    files.append((entry.path, status.st_size, status.st_mtime_ns))
                elif entry.name not in ("__pycache__", "lsp"):
                    folders.append(entry.path)
    what = repr((_FORMAT, sys.version, sys.platform, sorted(files)))
    return hashlib.blake2b(what.encode(errors="surrogateescape"), digest_size=16).digest()


class Store:
    """Values of `marshal` by key, in a database that several processes may use at once.

    Nothing here raises: what cannot be read or written is not there.
    """

    def __init__(self, directory: str) -> None:
        self._path = os.path.join(directory, DATABASE)
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._used: set[bytes] = set()
        self._today = int(time.time()) // _DAY

    def load(self, key: bytes) -> object | None:
        """The value of a key; None where there is none, or it is damaged."""
        try:
            row = (
                self._database()
                .execute("SELECT data, day FROM kept WHERE key = ?", (self._name(key),))
                .fetchone()
            )
        except sqlite3.Error:
            return None
        if row is None:
            return None
        data, day = row
        if day != self._today:
            self._used.add(key)
        return _unpacked(data)

    def save(self, values: Iterable[tuple[bytes, object]]) -> None:
        """Keep values, all in one go."""
        rows = ((self._name(key), self._today, _packed(value)) for key, value in values)
        used = [(self._today, self._name(key)) for key in self._used]
        with suppress(sqlite3.Error):
            database = self._database()
            with database:
                database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
                database.executemany("UPDATE kept SET day = ? WHERE key = ?", used)
                limit = self._today - _KEPT_DAYS
                database.execute("DELETE FROM kept WHERE day < ?", (limit,))
            self._used.clear()

    def close(self) -> None:
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
        self._connection = None

    def _name(self, key: bytes) -> bytes:
        return hashlib.blake2b(key, key=program_digest(), digest_size=16).digest()

    def _database(self) -> sqlite3.Connection:
        # A connection must not be used on both sides of a fork.
        if self._connection is None or self._process != os.getpid():
            self._process = os.getpid()
            self._connection = self._opened()
        return self._connection

    def _opened(self) -> sqlite3.Connection:
        try:
            return _open(self._path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            # Not a database any more: start again.
            with suppress(OSError):
                os.unlink(self._path)
            return _open(self._path)


def _open(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=20, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, day INTEGER, data BLOB)"
    )
    return connection


def _packed(value: Any) -> bytes:
    data = marshal.dumps(value)
    return hashlib.blake2b(data, digest_size=_CHECKSUM_SIZE).digest() + data


def _unpacked(packed: object) -> object | None:
    """`marshal` trusts its input, so that the checksum comes first."""
    if not isinstance(packed, bytes):
        return None
    data = packed[_CHECKSUM_SIZE:]
    if hashlib.blake2b(data, digest_size=_CHECKSUM_SIZE).digest() != packed[:_CHECKSUM_SIZE]:
        return None
    value: object = marshal.loads(data)
    return value
