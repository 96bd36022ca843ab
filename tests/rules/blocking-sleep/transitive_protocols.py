"""What statements and operators call: with, for, dunders."""

import contextlib
import time


class Session:
    def __enter__(self):
        time.sleep(1)
        return self

    def __exit__(self, *exc_info):
        return None


class SlowExit:
    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        time.sleep(0.3)


class Ticker:
    def __iter__(self):
        return self

    def __next__(self):
        time.sleep(1)
        return 1


class Pages:
    def __init__(self, count):
        self.count = count

    def __iter__(self):
        for page in range(self.count):
            time.sleep(0.1)
            yield page

    def __len__(self):
        time.sleep(0.1)
        return self.count

    def __getitem__(self, index):
        time.sleep(0.1)
        return index

    def __setitem__(self, index, value):
        time.sleep(0.1)

    def __delitem__(self, index):
        time.sleep(0.1)

    def __contains__(self, page):
        time.sleep(0.1)
        return page < self.count


class Remote:
    def __init__(self, value):
        self.value = value

    def fetch(self):
        time.sleep(0.1)
        return self.value

    def __add__(self, other):
        return self.fetch() + other.value

    def __eq__(self, other):
        return self.fetch() == other.value

    def __lt__(self, other):
        return self.fetch() < other.value

    def __bool__(self):
        return bool(self.fetch())

    def __str__(self):
        return str(self.fetch())

    def __neg__(self):
        return -self.fetch()

    def __iadd__(self, other):
        self.value = self.fetch() + other
        return self


def pages(count):
    for page in range(count):
        time.sleep(0.2)
        yield page


def all_pages(count):
    yield 0
    yield from pages(count)


@contextlib.contextmanager
def maintenance():
    time.sleep(1)
    yield "window"


async def with_enter():
    with Session() as session:  # expect: blocking-sleep
        return session


async def with_exit():
    with SlowExit():  # expect: blocking-sleep
        return 1


async def with_name():
    guard = SlowExit()
    with guard as held:  # expect: blocking-sleep
        return held


async def with_generator_manager():
    with maintenance() as window:  # expect: blocking-sleep
        return window


async def iterate_iterator():
    for tick in Ticker():  # expect: blocking-sleep
        return tick


async def iterate_iterable():
    return [page for page in Pages(3)]  # expect: blocking-sleep


async def iterate_generator():
    found = []
    for page in pages(3):  # expect: blocking-sleep
        found.append(page)
    return found


async def iterate_by_name():
    stream = pages(3)
    for page in stream:  # expect: blocking-sleep
        return page


async def generator_consumed():
    return list(pages(3))  # expect: blocking-sleep


async def generator_next():
    stream = pages(3)
    return next(stream)  # expect: blocking-sleep


async def generator_delegates():
    return sorted(all_pages(3))  # expect: blocking-sleep


async def generator_unpacked():
    first, *others = pages(3)  # expect: blocking-sleep
    return first, others


async def generator_created():
    stream = pages(3)
    later = all_pages(4)
    return stream, later


async def length():
    return len(Pages(2))  # expect: blocking-sleep


async def subscript(book: Pages):
    return book[1]  # expect: blocking-sleep


async def store(book: Pages):
    book[1] = "text"  # expect: blocking-sleep


async def delete(book: Pages):
    del book[1]  # expect: blocking-sleep


async def contains(book: Pages):
    return 7 in book  # expect: blocking-sleep


async def add(left: Remote, right: Remote):
    return left + right  # expect: blocking-sleep


async def compare(left: Remote, right: Remote):
    return left == right  # expect: blocking-sleep


async def less(left: Remote, right: Remote):
    return left < right  # expect: blocking-sleep


async def truth(remote: Remote):
    if remote:  # expect: blocking-sleep
        return 1
    return 0


async def negate(remote: Remote):
    return -remote  # expect: blocking-sleep


async def as_text(remote: Remote):
    return str(remote)  # expect: blocking-sleep


async def formatted(remote: Remote):
    return f"<{remote}>"  # expect: blocking-sleep


async def in_place(remote: Remote):
    remote += 1  # expect: blocking-sleep
    return remote
