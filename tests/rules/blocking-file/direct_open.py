"""Opening, reading and writing files in coroutines."""

import bz2
import codecs
import csv
import gzip
import io
import json
import lzma
import os
import pickle
import tomllib
from pathlib import Path

SETTINGS = Path("settings.toml")


async def read_config(path: str) -> str:
    with open(path, encoding="utf-8") as stream:  # expect: blocking-file open
        return stream.read()  # expect: blocking-file


async def append_log(path, line):
    stream = open(path, "a")  # expect: blocking-file
    stream.write(line + "\n")  # expect: blocking-file
    stream.flush()  # expect: blocking-file


async def load_json(path):
    with open(path) as stream:  # expect: blocking-file
        return json.load(stream)  # expect: blocking-file


async def dump_state(path, state):
    with open(path, "wb") as stream:  # expect: blocking-file
        pickle.dump(state, stream)  # expect: blocking-file


async def settings():
    with SETTINGS.open("rb") as stream:  # expect: blocking-file
        return tomllib.load(stream)  # expect: blocking-file


async def lines(path):
    found = []
    with io.open(path) as stream:  # expect: blocking-file
        for line in stream:  # expect: blocking-file
            found.append(line.rstrip())
    return found


async def packed(path: str):
    with gzip.open(path, "rt") as stream:  # expect: blocking-file
        return stream.readline()  # expect: blocking-file


async def other_packers(path):
    first = bz2.open(path)  # expect: blocking-file
    second = lzma.open(path)  # expect: blocking-file
    third = codecs.open(path, "r", "utf-8")  # expect: blocking-file
    return first, second, third


async def descriptor(path):
    fd = os.open(path, os.O_RDONLY)  # expect: blocking-file
    return os.read(fd, 1024)  # expect: blocking-file


class Journal:
    def __init__(self, path):
        self.stream = open(path, "a")

    async def record(self, event):
        self.stream.write(json.dumps(event))  # expect: blocking-file


async def export(rows, handle: io.TextIOWrapper):
    handle.writelines(rows)  # expect: blocking-file


async def table(path):
    with open(path, newline="") as stream:  # expect: blocking-file
        reader = csv.DictReader(stream)
        return reader.fieldnames
