"""pathlib, shutil, archives, temporary files, trees."""

import glob
import os
import pathlib
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path
from tempfile import NamedTemporaryFile


async def read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8")  # expect: blocking-file


async def read_bytes(name):
    return Path(name).read_bytes()  # expect: blocking-file


async def write(directory: pathlib.Path, name: str, text: str):
    target = directory / name
    target.write_text(text)  # expect: blocking-file


async def sibling(path: Path):
    return path.with_suffix(".json").read_text()  # expect: blocking-file


async def copy(source, target):
    shutil.copy2(source, target)  # expect: blocking-file
    shutil.copytree(source, target, dirs_exist_ok=True)  # expect: blocking-file


async def clean(directory):
    shutil.rmtree(directory, ignore_errors=True)  # expect: blocking-file


async def move(source, target):
    shutil.move(source, target)  # expect: blocking-file


async def pack(directory: str):
    return shutil.make_archive("backup", "zip", directory)  # expect: blocking-file


async def unzip(path, target):
    with zipfile.ZipFile(path) as archive:  # expect: blocking-file
        archive.extractall(target)  # expect: blocking-file


async def untar(path, target):
    archive = tarfile.open(path)  # expect: blocking-file
    archive.extractall(target)  # expect: blocking-file


async def scratch():
    with tempfile.TemporaryDirectory() as directory:  # expect: blocking-file
        return directory


async def upload_buffer(data: bytes):
    buffer = NamedTemporaryFile(delete=False)  # expect: blocking-file
    buffer.write(data)  # expect: blocking-file
    return buffer.name


async def find(pattern):
    return glob.glob(pattern, recursive=True)  # expect: blocking-file


async def sizes(top):
    total = 0
    for _directory, _folders, files in os.walk(top):  # expect: blocking-file
        total += len(files)
    return total


async def plugins(folder: Path):
    return [path.name for path in folder.glob("*.py")]  # expect: blocking-file


class Store:
    root: Path

    def __init__(self, root: str) -> None:
        self.root = Path(root)

    def path(self, key):
        return self.root / f"{key}.bin"

    async def load(self, key):
        return self.path(key).read_bytes()  # expect: blocking-file
