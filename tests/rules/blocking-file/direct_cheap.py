"""Single cheap system calls: hints, but reported."""

import os
import os.path
from os import listdir, makedirs, remove
from pathlib import Path


async def exists(path: str) -> bool:
    return os.path.exists(path)  # expect: blocking-file


async def age(path):
    return os.stat(path).st_mtime  # expect: blocking-file


async def size(path):
    return os.path.getsize(path)  # expect: blocking-file


async def names(directory):
    return sorted(listdir(directory))  # expect: blocking-file


async def prepare(directory):
    makedirs(directory, exist_ok=True)  # expect: blocking-file


async def drop(path):
    remove(path)  # expect: blocking-file


async def rotate(path):
    os.replace(path, f"{path}.1")  # expect: blocking-file


async def entries(directory):
    return os.scandir(directory)  # expect: blocking-file


async def is_there(path: Path):
    return path.exists()  # expect: blocking-file


async def delete(path: Path):
    path.unlink(missing_ok=True)  # expect: blocking-file


async def folder(base: Path, name):
    (base / name).mkdir(parents=True)  # expect: blocking-file


async def modified(name):
    return Path(name).stat().st_mtime  # expect: blocking-file
