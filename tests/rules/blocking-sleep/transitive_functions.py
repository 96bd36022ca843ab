"""Helpers that reach `time.sleep`: the call in loop code is reported."""

import asyncio
import time


def nap(seconds):
    time.sleep(seconds)


def settle():
    nap(0.5)


def restart(service):
    service.stop()
    settle()


def roll_out(services):
    for service in services:
        restart(service)


async def one_hop():
    nap(1)  # expect: blocking-sleep time.sleep


async def two_hops():
    settle()  # expect: blocking-sleep time.sleep


async def three_hops(service):
    restart(service)  # expect: blocking-sleep time.sleep


async def four_hops(services):
    roll_out(services)  # expect: blocking-sleep time.sleep


async def awaited_elsewhere(services):
    await four_hops(services)
    await asyncio.to_thread(roll_out, services)


def ping(depth):
    if depth:
        pong(depth - 1)


def pong(depth):
    time.sleep(0.1)
    ping(depth)


async def mutual_recursion():
    ping(3)  # expect: blocking-sleep


def countdown(number):
    if number == 0:
        return
    time.sleep(1)
    countdown(number - 1)


async def recursion():
    countdown(10)  # expect: blocking-sleep


async def nested():
    def pause():
        time.sleep(1)

    pause()  # expect: blocking-sleep


async def nested_in_nested():
    def outer():
        def inner():
            time.sleep(1)

        inner()

    outer()  # expect: blocking-sleep


def slow_double(number):
    time.sleep(0.1)
    return number * 2


async def in_expression(numbers):
    total = sum(slow_double(number) for number in numbers)  # expect: blocking-sleep
    return total


async def in_comprehension(numbers):
    return {number: slow_double(number) for number in numbers}  # expect: blocking-sleep


async def in_condition(number):
    if slow_double(number) > 3:  # expect: blocking-sleep
        return True
    return False


async def in_f_string(number):
    return f"twice is {slow_double(number)}"  # expect: blocking-sleep


async def in_default(values, key):
    return values.get(key, slow_double(3))  # expect: blocking-sleep


async def in_return(number):
    return slow_double(number)  # expect: blocking-sleep


async def in_lambda(number):
    compute = lambda: slow_double(number) + 1
    return compute()  # expect: blocking-sleep


delayed = slow_double


async def by_alias(number):
    return delayed(number)  # expect: blocking-sleep


def choose(fast):
    if fast:
        return slow_double
    return delayed


async def returned_function(number):
    function = choose(True)
    return function(number)  # expect: blocking-sleep
