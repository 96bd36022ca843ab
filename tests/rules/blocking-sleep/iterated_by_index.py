"""Objects that have no `__iter__` are iterated by their `__getitem__`."""

import time

from nowhere import Base


class Pages:
    def __getitem__(self, index: int) -> int:
        time.sleep(1)
        return index


class Lines:
    def __iter__(self):
        return iter(())

    def __getitem__(self, index: int) -> int:
        time.sleep(1)
        return index


class Unknown(Base):
    def __getitem__(self, index: int) -> int:
        time.sleep(1)
        return index


async def read():
    for page in Pages():  # expect: blocking-sleep
        print(page)
    print([page for page in Pages()])  # expect: blocking-sleep
    print(list(Pages()))  # expect: blocking-sleep
    for line in Lines():
        print(line)
    for one in Unknown():
        print(one)
