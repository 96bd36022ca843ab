"""A project that shadows `open`."""


def open(door):
    return door.swing()


async def enter(door):
    return open(door)
