"""A git wrapper used by a bot."""

import asyncio
import functools
import subprocess


class Git:
    def __init__(self, directory):
        self.directory = directory

    def _run(self, *arguments):
        return subprocess.run(
            ["git", "-C", self.directory, *arguments], capture_output=True, text=True, check=True
        ).stdout

    def __getattr__(self, name):
        return functools.partial(self._run, name.replace("_", "-"))

    def status(self):
        return self._run("status", "--short")

    @property
    def branch(self):
        return self._run("branch", "--show-current").strip()

    @property
    def name(self):
        return self.directory.rpartition("/")[2]


class Repository:
    def __init__(self, directory):
        self.git = Git(directory)
        self.watchers = []

    def is_clean(self):
        return not self.git.status()

    def watch(self, watcher):
        self.watchers.append(watcher)


async def status(repository: Repository):
    return repository.git.status()  # expect: blocking-subprocess


async def clean(repository: Repository):
    return repository.is_clean()  # expect: blocking-subprocess


async def branch(repository: Repository):
    return repository.git.branch  # expect: blocking-subprocess


async def name(repository: Repository):
    return repository.git.name


async def status_in_thread(repository: Repository):
    return await asyncio.to_thread(repository.git.status)


async def watch(repository: Repository):
    repository.watch(repository.is_clean)


async def made_attribute(repository: Repository):
    return repository.git.fetch("origin")  # expect: blocking-subprocess
