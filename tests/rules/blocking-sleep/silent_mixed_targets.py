"""Not every possible target blocks: no certainty, no report."""

import time


class Channel:
    def send(self, text):
        raise NotImplementedError


class Radio(Channel):
    def send(self, text):
        time.sleep(1)


class Memory(Channel):
    def send(self, text):
        self.last = text


def slow(number):
    time.sleep(1)
    return number


def quick(number):
    return number


ACTIONS = {"slow": slow, "quick": quick}


async def abstract(channel: Channel):
    channel.send("hello")


async def chosen(fast, number):
    function = quick if fast else slow
    return function(number)


async def dispatched(name):
    return ACTIONS[name](1)


async def looked_up(module, name):
    return getattr(module, name)()


async def parameter(callback):
    return callback()


def pick(name):
    return ACTIONS[name]


async def picked(name):
    return pick(name)(2)
