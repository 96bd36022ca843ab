"""What a library gives to a callback is known from the other arguments."""

import time


class User:
    def __init__(self, name: str):
        self.name = name

    @property
    def size(self):
        time.sleep(1)
        return 1

    def load(self):
        time.sleep(1)
        return self


class Group:
    def __init__(self, users: list[User]):
        self.users = users

    async def ask(self):
        max(self.users, key=lambda user: user.size)  # expect: blocking-sleep
        sorted(self.users, key=lambda user: user.load().name)  # expect: blocking-sleep
        list(filter(lambda user: user.size, self.users))  # expect: blocking-sleep
        list(map(lambda user: user.load(), self.users))  # expect: blocking-sleep
        self.users.sort(key=lambda user: user.size)  # expect: blocking-sleep
        max(*self.users, key=lambda user: user.name)
        list(map(lambda user: user.name, self.users))
        sorted(self.names(), key=lambda user: user.size)
        self.users.sort(key=by_size)  # expect: blocking-sleep
        map(lambda user: user.load(), self.users)

    def names(self) -> list[str]:
        return [user.name for user in self.users]


def by_size(user):
    return user.size
