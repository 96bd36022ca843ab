"""Projects that do the right thing once they are fixed, whatever they did before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fixes.propagation.test_propagation import outcome
from rules.harness import Project, Texts

STORE = """\
import time


class Store:
    def __init__(self):
        self.rows = {}

    def flush(self, name):
        time.sleep(0.01)
        return self.rows.setdefault(name, len(self.rows))

    def close(self):
        for name in list(self.rows):
            self.flush(name)


class Loud(Store):
    def flush(self, name):
        return -super().flush(name)
"""

PROJECTS: dict[str, tuple[Texts, str]] = {
    "a lost coroutine, far down": (
        {
            "app.py": """\
import lib


def total(names):
    if not all(lib.known(name) for name in names):
        return f"unknown: {lib.size(names[0])!r}"
    return sum([lib.size(name) for name in names]) ** 2


def main():
    print(total(["ab", "c"]), total([""]))


if __name__ == "__main__":
    main()
""",
            "lib.py": """\
import asyncio

seen = []


async def note(name):
    await asyncio.sleep(0)
    seen.append(name)


def known(name):
    note(name)
    return bool(name)


def size(name):
    return seen.count(name) and len(name) - -known(name)
""",
        },
        "25 unknown: 0\n",
    ),
    "a chain through methods": (
        {
            "store.py": STORE,
            "app.py": """\
import asyncio

from store import Loud, Store


async def beat(beats):
    while True:
        await asyncio.sleep(0.001)
        beats.append(1)


async def main():
    beats = []
    heart = asyncio.create_task(beat(beats))
    for store in (Store(), Loud()):
        print([store.flush(name) for name in "aba"])
        store.close()
    heart.cancel()
    print(len(beats) > 5)


asyncio.run(main())
""",
        },
        "[0, 1, 0]\n[0, -1, 0]\nTrue\n",
    ),
}


@pytest.mark.parametrize("name", PROJECTS)
def test_fixed_project_runs_as_it_was_meant(name: str, tmp_path: Path) -> None:
    texts, expected = PROJECTS[name]
    before = Project(tmp_path / "before", texts)
    assert run(before) != expected
    _, changed = outcome(before)
    assert run(Project(tmp_path / "after", texts | changed)) == expected


def run(project: Project) -> str:
    """What the project prints, with all that goes wrong in it."""
    command = [sys.executable, "-X", "dev", "-W", "error", "app.py"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
