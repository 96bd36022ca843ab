import asyncio

from store.memory import MemoryUsers
from store.service import UserService, Users
from store.sqlite import SqliteUsers, transaction


async def register(name):
    service = UserService(SqliteUsers("users.db"))  # expect: blocking-database
    return service


async def insert(users: SqliteUsers, name):
    with transaction(users):  # expect: blocking-database
        users.add(name)  # expect: blocking-database


async def in_memory(name):
    users = MemoryUsers()
    users.add(name)
    return users.find(name)


async def abstract(users: Users, name):
    return users.find(name)


async def iterate(users: SqliteUsers):
    return [name for name in users]  # expect: blocking-database


def main():
    users = SqliteUsers("users.db")
    users.add("ada")
    asyncio.run(insert(users, "grace"))


if __name__ == "__main__":
    main()
