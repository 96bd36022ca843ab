"""Functions that read or write files if their caller says so, or if they have not done so before."""

import io
import json
import os
import zipfile
from pathlib import Path

_loaded = {}


class Settings:
    def __init__(self, path=None, log_file=None, template=None):
        self.path = path
        self.log_file = log_file
        self.values = None
        self.template = template
        if self.template and not self.values:
            self.values = json.loads(Path(template).read_text())

    def get(self, key):
        if self.values is None:
            with open(self.path) as stream:
                self.values = json.load(stream)
        return self.values[key]

    def get_once(self, key):
        if self.values:
            return self.values[key]
        self.values = json.loads(Path(self.path).read_text())
        return self.values[key]

    def log(self, message):
        if self.log_file:
            with open(self.log_file, "a") as stream:
                stream.write(message)

    def configure(self):
        if isinstance(self.path, dict):
            return self.path
        elif isinstance(self.path, str) and self.path.endswith(".json"):
            with open(self.path) as stream:
                return json.load(stream)
        return None


def lines_of(path):
    if path in _loaded:
        return _loaded[path]
    elif path not in _loaded:
        _loaded[path] = Path(path).read_text().splitlines()
    return _loaded[path]


def export(values, path=None, backup=False):
    if backup:
        os.replace(path, f"{path}.bak")
    if path is not None and values:
        Path(path).write_text(json.dumps(values))
    return values


def show(values, kind="text"):
    if kind == "file":
        Path("values").write_text(str(values))
    return values


async def constructed():
    return Settings()


async def lazily(settings: Settings):
    settings.get("name")
    return settings.get_once("name")


async def logged(settings: Settings):
    settings.log("started")


async def configured(settings: Settings):
    return settings.configure()


async def cached(path):
    return lines_of(path)


async def exported(values):
    return export(values)


async def from_memory(data):
    return zipfile.ZipFile(file=io.BytesIO(data), mode="r")


async def zipped(data):
    buffer = io.BytesIO()
    archive = zipfile.ZipFile(buffer, "w")
    archive.writestr("data", data)
    return buffer.getvalue()


async def shown(values):
    return show(values)
