"""Helpers that read and write files, and one that reaches something worse."""

import json
import subprocess
from pathlib import Path


class Config:
    def __init__(self, path):
        self.path = Path(path)
        self.values = {}

    def load(self):
        self.values = json.loads(self.path.read_text())

    def __getitem__(self, key):
        self.load()
        return self.values[key]

    def get(self, key, default=None):
        return self.values.get(key, default)


class Cache(dict):
    def __missing__(self, key):
        raise KeyError(key)


def read_lines(path):
    with open(path) as stream:
        for line in stream:
            yield line.rstrip()


def save(path, value):
    with open(path, "w") as stream:
        json.dump(value, stream)


def save_and_commit(path, value):
    save(path, value)
    subprocess.run(["git", "commit", "-am", "save"])


def read_if_there(path):
    path = Path(path)
    if not path.exists():
        return ""
    return path.read_text()


def read_newest(paths):
    newest = Path(max(paths))
    if newest.suffix == ".json":
        return json.loads(newest.read_text())
    return newest


def read_named(name):
    if not name:
        return ""
    return Path(name).read_text()


def commit(message=""):
    if message:
        subprocess.run(["git", "commit", "-am", message])


async def read_what_is_there(path, paths):
    read_if_there(path)  # expect: blocking-file[information]
    read_newest(paths)  # expect: blocking-file[information]
    read_named(path)  # expect: blocking-file[information]
    commit("all")  # expect: blocking-subprocess


async def load(config: Config):
    config.load()  # expect: blocking-file


async def item(config: Config):
    return config["name"]  # expect: blocking-file


async def plain_get(config: Config):
    return config.get("name")


async def cached(cache: Cache):
    return cache["name"]


async def lines(path):
    return [line for line in read_lines(path)]  # expect: blocking-file


async def lines_joined(path):
    return "\n".join(read_lines(path))  # expect: blocking-file


async def lines_not_read(path):
    return read_lines(path)


async def store(path, value):
    save(path, value)  # expect: blocking-file


async def store_and_commit(path, value):
    # The most severe primitive wins.
    save_and_commit(path, value)  # expect: blocking-subprocess
