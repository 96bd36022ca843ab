"""Classes of the project whose methods are only named like waits."""

import os.path


class Party:
    def __init__(self):
        self.members = []

    def join(self, name):
        self.members.append(name)
        return len(self.members)

    def wait(self):
        return "waiting"

    def acquire(self):
        return self

    def result(self):
        return self.members

    def get(self, name):
        return name in self.members

    def put(self, name):
        self.members.append(name)

    def shutdown(self):
        self.members.clear()


class Thread:
    """A thread of a forum, not of the interpreter."""

    def __init__(self, title):
        self.title = title

    def join(self, user):
        return f"{user} joined {self.title}"

    def start(self):
        return None


class Lock:
    """A lock of a canal."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        return None

    def acquire(self):
        return True


async def gather_party(names, session, options):
    party = Party()
    for name in names:
        party.join(name)
        party.put(name)
    party.wait()
    party.acquire()
    party.shutdown()
    return party.get("x"), party.result(), session.get("user"), options.get("timeout", 3)


async def strings(parts):
    return ", ".join(parts) + os.path.join("a", "b")


async def dictionary():
    session = {"user": "ada"}
    environment = dict(os.environ)
    return session.get("user"), environment.get("HOME")


async def forum(user):
    thread = Thread("Asyncio")
    thread.start()
    return thread.join(user)


async def canal():
    lock = Lock()
    lock.acquire()
    with lock:
        return "through"
