"""Importing a module takes its time once; behind a function it is mostly a look at what is there."""

import importlib


def backend(name: str):
    return importlib.import_module(f"backends.{name}")


async def start(name: str):
    module = importlib.import_module(name)  # expect: blocking-file[information]
    return module, backend(name)
