"""Dictionaries whose values are of several kinds, asked for one key."""

from unknown_settings import extra


class Database:
    async def fetch(self, query):
        return query

    def close(self):
        pass


class Cache:
    async def get(self, key):
        return key

    def fetch(self, query):
        return query


async def start(name):
    return name


def stop(name):
    return name


COMMANDS = {"start": start, "stop": stop}
CHANGED = {"start": start, "stop": stop}
OPEN = {"start": start, "stop": stop, **extra}


def change(name):
    CHANGED["start"] = name


class App:
    def __init__(self):
        self.services = {"db": Database(), "cache": Cache()}
        self.replaced = {"db": Database(), "cache": Cache()}

    def replace(self):
        self.replaced["db"] = Cache()

    async def run(self):
        self.services["db"].fetch("x")  # expect: missing-await
        self.services["cache"].get("x")  # expect: missing-await
        self.services["cache"].fetch("x")
        self.services["db"].close()
        self.replaced["db"].fetch("x")


async def main(app: App, name, services):
    COMMANDS["start"]("x")  # expect: missing-await
    COMMANDS["stop"]("x")
    COMMANDS[name]("x")
    CHANGED["start"]("x")
    OPEN["start"]("x")
    local = {"a": start, "b": stop}
    local["a"]("x")  # expect: missing-await
    local["b"]("x")
    await app.services["db"].fetch("x")
    services["db"].fetch("x")
    services = {"db": Cache(), "other": Database()}
    services["db"].fetch("x")
    await App().run()
    await main(App(), name, services)
