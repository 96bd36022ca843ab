import sqlite3
from contextlib import contextmanager


class SqliteUsers:
    def __init__(self, path):
        self.db = sqlite3.connect(path)

    def add(self, name):
        self.db.execute("INSERT INTO users VALUES (?)", (name,))

    def find(self, name):
        return self.db.execute("SELECT * FROM users WHERE name = ?", (name,))

    def __iter__(self):
        return iter(self.db.execute("SELECT name FROM users").fetchall())


@contextmanager
def transaction(users: SqliteUsers):
    users.db.execute("BEGIN")
    try:
        yield users
        users.db.commit()
    except Exception:
        users.db.rollback()
        raise
