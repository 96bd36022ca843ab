"""What `isinstance` says a name is not."""

import time


class Idle:
    def wait(self):
        pass


class Busy:
    def wait(self):
        time.sleep(1)


class Busier(Busy):
    pass


async def otherwise(one: Idle | Busy):
    if isinstance(one, Idle):
        one.wait()
    else:
        one.wait()  # expect: blocking-sleep


async def after_return(one: Idle | Busy):
    one.wait()
    if isinstance(one, Idle):
        return
    one.wait()  # expect: blocking-sleep


async def after_continue(many: list[Idle | Busy]):
    for one in many:
        if isinstance(one, (Idle, str)):
            continue
        one.wait()  # expect: blocking-sleep
    for one in many:
        one.wait()


async def inside_negated(one: Idle | Busy | None):
    if one is not None and not isinstance(one, Idle):
        one.wait()  # expect: blocking-sleep


async def third_of_three(one: str | Idle | Busier):
    if isinstance(one, str):
        print(one)
    elif isinstance(one, Idle):
        one.wait()
    else:
        one.wait()  # expect: blocking-sleep


async def in_an_expression(one: Idle | Busy):
    return one.wait() if isinstance(one, Idle) else one.wait()  # expect: blocking-sleep


async def nothing_remains(one: Busy):
    if isinstance(one, Busy):
        return
    one.wait()


async def only_with_another(one: Idle | Busy, late: bool):
    if isinstance(one, Idle) and late:
        return
    one.wait()


async def only_in_a_branch(one: Idle | Busy, late: bool):
    if late:
        if isinstance(one, Idle):
            return
        print(late)
    one.wait()


async def set_again(one: Idle | Busy, other: Idle | Busy):
    if isinstance(one, Idle):
        return
    for _ in range(3):
        one.wait()
        one = other


async def after_a_handler(one: Idle | Busy):
    try:
        print(one.name)
        if isinstance(one, Idle):
            raise ValueError
    except ValueError:
        print("idle")
    one.wait()


class Holder:
    def __init__(self, one: Idle | Busy):
        self.one = one

    async def wait(self):
        if isinstance(self.one, Busy):
            self.one.wait()  # expect: blocking-sleep
        elif isinstance(self.one, Idle):
            self.one.wait()
        if isinstance(self.one, Idle):
            return
        self.one.wait()  # expect: blocking-sleep
