"""Methods with several implementations, of which one does not block."""

import time
from abc import ABC, abstractmethod


class Store(ABC):
    @abstractmethod
    def load(self, key): ...


class Remote(Store):
    def load(self, key):
        time.sleep(1)


class Memory(Store):
    def load(self, key):
        return 1


class Hook:
    def called(self):
        pass


class Slow(Hook):
    def called(self):
        time.sleep(1)


async def main(store: Store, hook: Hook):
    store.load("key")
    hook.called()
