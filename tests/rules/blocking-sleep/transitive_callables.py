"""Decorators, partials, callbacks that are called."""

import functools
import itertools
import time
from functools import partial, reduce


def retry(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        for _ in range(3):
            try:
                return function(*args, **kwargs)
            except OSError:
                time.sleep(1)
        raise OSError

    return wrapper


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print(function.__name__)
        return function(*args, **kwargs)

    return wrapper


def throttled(seconds):
    def decorate(function):
        def wrapper(*args):
            time.sleep(seconds)
            return function(*args)

        return wrapper

    return decorate


def register(function):
    return function


@retry
def parse(text):
    return int(text)


@logged
def measure(number):
    time.sleep(0.1)
    return number


@throttled(0.5)
def ask(question):
    return question.upper()


@register
def plain(number):
    time.sleep(0.1)
    return number


@logged
def quick(number):
    return number + 1


@functools.lru_cache
def lookup(name):
    time.sleep(0.2)
    return name


def load(number):
    time.sleep(0.1)
    return number


def apply(function, *arguments):
    return function(*arguments)


def apply_all(function, items):
    return [apply(function, item) for item in items]


def keep(function):
    HANDLERS.append(function)


HANDLERS = []
load_seven = partial(load, 7)


async def wrapper_blocks():
    return parse("3")  # expect: blocking-sleep


async def wrapped_blocks():
    return measure(3)  # expect: blocking-sleep


async def parametrised_decorator():
    return ask("why")  # expect: blocking-sleep


async def identity_decorator():
    return plain(1)  # expect: blocking-sleep


async def neither_blocks():
    return quick(1)


async def cached_function():
    return lookup("a")  # expect: blocking-sleep


async def module_partial():
    return load_seven()  # expect: blocking-sleep


async def local_partial():
    job = partial(load, 8)
    return job()  # expect: blocking-sleep


async def partial_not_called():
    return partial(load, 8)


async def mapped(numbers):
    return list(map(load, numbers))  # expect: blocking-sleep


async def map_not_consumed(numbers):
    return map(load, numbers)


async def filtered(numbers):
    return [number for number in filter(load, numbers)]  # expect: blocking-sleep


async def sorted_by(numbers):
    return sorted(numbers, key=load)  # expect: blocking-sleep


async def sort_method(numbers: list[int]):
    numbers.sort(key=load)  # expect: blocking-sleep


async def largest(numbers):
    return max(numbers, key=lambda number: load(number))  # expect: blocking-sleep


async def folded(numbers):
    return reduce(lambda total, number: total + load(number), numbers, 0)  # expect: blocking-sleep


async def grouped(numbers):
    return list(itertools.takewhile(load, numbers))  # expect: blocking-sleep


async def parameter_called():
    return apply(load, 3)  # expect: blocking-sleep


async def parameter_called_deeper(numbers):
    return apply_all(load, numbers)  # expect: blocking-sleep


async def parameter_kept():
    keep(load)


async def quick_parameter():
    return apply(quick, 3)


async def parameter_lambda():
    return apply(lambda: time.sleep(1))  # expect: blocking-sleep


ACTIONS = {"load": load, "measure": measure}


async def dispatched(name):
    return ACTIONS[name](3)  # expect: blocking-sleep


async def called_in_place(number):
    return (lambda: load(number))()  # expect: blocking-sleep
