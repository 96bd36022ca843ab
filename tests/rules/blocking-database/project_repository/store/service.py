from typing import Protocol

from .sqlite import SqliteUsers


class Users(Protocol):
    def add(self, name): ...

    def find(self, name): ...


class UserService:
    def __init__(self, users):
        self.users = users

    def known(self):
        return self.users is not None


class SqliteService:
    users: SqliteUsers

    async def find(self, name):
        return self.users.find(name)  # expect: blocking-database
