"""`with` on a threading lock waits for it; no await in the block, so this is all there is to say."""

import threading

registry_lock = threading.Lock()
registry = {}


async def register(name, handler):
    with registry_lock:  # expect: blocking-wait
        registry[name] = handler


class Counter:
    def __init__(self):
        self._lock = threading.Lock()
        self.value = 0

    async def add(self, amount):
        with self._lock:  # expect: blocking-wait
            self.value += amount
