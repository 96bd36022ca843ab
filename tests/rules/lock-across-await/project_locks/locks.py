import asyncio
import threading

REGISTRY_LOCK = threading.Lock()
AIO_LOCK = asyncio.Lock()


class Guarded:
    def __init__(self):
        self.lock = threading.Lock()


class TimedLock:
    """A lock that knows how often it was taken."""

    def __init__(self):
        self.lock = threading.Lock()
        self.taken = 0
