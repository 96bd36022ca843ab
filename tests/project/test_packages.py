"""Functions of installed packages: those that block in every call, and those that only may."""

from pathlib import Path

import pytest

from asyncsense.checker import check
from asyncsense.engine import Workspace
from asyncsense.inference.frames import Frame
from asyncsense.project.cache import SummaryCache
from asyncsense.project.chains import Chain
from asyncsense.project.packages import Packages
from asyncsense.project.store import Store

ACME = """
import functools
import logging
import os
import subprocess
import time
import urllib.request

log = logging.getLogger(__name__)
_cache = {}


def fetch(url):
    log.info("fetching")
    return urllib.request.urlopen(url)


def fetch_all(urls):
    return _fetch_each(urls)


def _fetch_each(urls):
    try:
        for url in urls:
            fetch(url)
    finally:
        log.info("done")


def either(url, quick):
    if quick:
        return fetch(url)
    elif url:
        return subprocess.check_output([url])
    else:
        raise ValueError(url)


def traced(function):
    @functools.wraps(function)
    def wrapper(*args):
        log.debug("call")
        return function(*args)

    return wrapper


@traced
def pause(seconds):
    time.sleep(seconds)


class Client:
    def __init__(self, url):
        self.url = url
        self._session = None

    def get(self, path):
        return self._request("GET", path)

    def _request(self, method, path):
        return fetch(self.url + path)

    @classmethod
    def connect(cls, url):
        client = cls(url)
        client.get("/")
        return client

    def session(self):
        if self._session is None:
            self._session = fetch(self.url)
        return self._session

    def around(self, depth):
        self.again(depth)

    def again(self, depth):
        self.around(depth - 1)


class Waiting:
    def __init__(self):
        # Only the heads of long definitions are read at once.
        self.name = "waiting"
        self.parts = [self.name]
        self.part_0 = [self.name, "0", self.parts]
        self.part_1 = [self.name, "1", self.parts]
        self.part_2 = [self.name, "2", self.parts]
        self.part_3 = [self.name, "3", self.parts]
        self.part_4 = [self.name, "4", self.parts]
        self.part_5 = [self.name, "5", self.parts]
        self.part_6 = [self.name, "6", self.parts]
        self.part_7 = [self.name, "7", self.parts]
        time.sleep(1)


def cached(url):
    if url in _cache:
        return _cache[url]
    _cache[url] = fetch(url)
    return _cache[url]


def known(url):
    try:
        return _cache[url]
    except KeyError:
        return fetch(url)


def first(url):
    return _cache.get(url) or fetch(url)


@functools.lru_cache
def once(url):
    return fetch(url)


def read(path):
    with open(path) as file:
        return file.read()


def lazily(urls):
    for url in urls:
        yield fetch(url)


def handed_over(url):
    return lambda: fetch(url)


def named(path):
    return os.path.join("a", path)


async def later(url):
    return fetch(url)
"""

BLOCKS = [
    "fetch('x')", "fetch_all(['x'])", "either('x', True)", "pause(1)", "Client('x').get('/')",
    "Client.connect('x')", "Waiting()",
]  # fmt: skip
MAY_BLOCK = [
    "cached('x')", "known('x')", "first('x')", "once('x')", "read('x')", "lazily(['x'])",
    "handed_over('x')", "named('x')", "Client('x')", "Client('x').session()",
    "Client('x').around(3)", "await acme.later('x')", "log.info('x')",
]  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    packages = tmp_path / "venv" / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    (tmp_path / "venv" / "pyvenv.cfg").write_text("home = /usr/bin\n")
    (packages / "acme.py").write_text(ACME)
    (tmp_path / "app").mkdir()
    return Workspace(str(tmp_path / "app"), {"python": str(tmp_path / "venv")})


def findings(workspace: Workspace, call: str, function: str = "async def run():") -> list[str]:
    name = call if call.startswith("await ") else f"acme.{call}"
    path = f"{workspace.root}/app.py"
    workspace.open(path, f"import acme\n\n{function}\n    {name}\n", 1)
    report = check(workspace.snapshot(), path)
    assert not report.errors
    return [
        f"{one.rule}: {one.message}"
        for one in report.diagnostics
        if one.rule.startswith("blocking-")
    ]


@pytest.mark.parametrize("call", BLOCKS)
def test_what_blocks_in_every_call(workspace: Workspace, call: str) -> None:
    assert findings(workspace, call)


@pytest.mark.parametrize("call", MAY_BLOCK)
def test_what_only_may_block(workspace: Workspace, call: str) -> None:
    assert findings(workspace, call) == []


def test_the_message_names_the_way(workspace: Workspace) -> None:
    (found,) = findings(workspace, "Client('x').get('/')")
    assert found.startswith("blocking-http: ")
    assert "reaches `urllib.request.urlopen` through `get` → `_request` → `fetch`" in found


def test_an_edit_leaves_what_is_known(workspace: Workspace) -> None:
    for _ in range(2):
        assert findings(workspace, "fetch_all([])")
        assert findings(workspace, "cached('x')") == []
    assert findings(workspace, "fetch('x')", "def run():") == []


class Rerun:
    """Runs one after the other with a cache between them, each as if in a process of its own."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.root = root
        self._cache = cache
        self.searched: list[str] = []

    def findings(self, call: str, settings: dict[str, object] | None = None) -> list[str]:
        """What is found; `searched` names the functions of packages that were gone through for it."""
        cache = SummaryCache(Store(str(self._cache)))
        overrides = {"python": str(self.root.parent / "venv"), **(settings or {})}
        workspace = Workspace(str(self.root), overrides, cache)
        found = findings(workspace, call)
        cache.store_libraries(workspace.library_summaries)
        cache.flush()
        return found


@pytest.fixture
def rerun(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rerun:
    (tmp_path / "cache").mkdir()
    rerun = Rerun(Path(workspace.root), tmp_path / "cache")
    search = Packages._search

    def noted(self: Packages, frame: Frame) -> Chain | None:
        assert frame.function is not None
        rerun.searched.append(frame.function.qualname)
        return search(self, frame)

    monkeypatch.setattr(Packages, "_search", noted)
    return rerun


@pytest.mark.parametrize("call", [*BLOCKS, *MAY_BLOCK])
def test_another_run_knows_the_answers(rerun: Rerun, call: str) -> None:
    first = rerun.findings(call)
    rerun.searched.clear()
    assert rerun.findings(call) == first
    # What a wrapper calls depends on what it was made for, so that it is gone through again.
    assert [name for name in rerun.searched if name != "traced.wrapper"] == []


def test_an_installed_file_that_is_edited_is_read_again(rerun: Rerun) -> None:
    packages = rerun.root.parent / "venv" / "lib" / "python3.11" / "site-packages"
    (packages / "acme.py").write_text("import lower\n\n\ndef get():\n    lower.down()\n")
    (packages / "lower.py").write_text("def down():\n    pass\n")
    assert rerun.findings("get()") == []
    (packages / "lower.py").write_text("import time\n\n\ndef down():\n    time.sleep(1)\n")
    assert "reaches `time.sleep` through `get` → `down`" in rerun.findings("get()")[0]
    (packages / "lower.py").write_text("def down():\n    return 1\n")
    assert rerun.findings("get()") == []


def test_another_version_of_anything_is_asked_anew(rerun: Rerun) -> None:
    packages = rerun.root.parent / "venv" / "lib" / "python3.11" / "site-packages"
    optional = "try:\n    import extra\nexcept ImportError:\n    extra = None\n"
    (packages / "acme.py").write_text(f"{optional}\n\ndef get():\n    extra.wait()\n")
    (packages / "acme-1.0.dist-info").mkdir()
    assert rerun.findings("get()") == []
    (packages / "extra.py").write_text("import time\n\n\ndef wait():\n    time.sleep(1)\n")
    (packages / "extra-1.0.dist-info").mkdir()
    assert "through `get` → `wait`" in rerun.findings("get()")[0]


def test_settings_and_modules_of_the_project_count(rerun: Rerun) -> None:
    packages = rerun.root.parent / "venv" / "lib" / "python3.11" / "site-packages"
    (packages / "acme.py").write_text("import lower\n\n\ndef get():\n    lower.down()\n")
    (packages / "lower.py").write_text("import time\n\n\ndef down():\n    time.sleep(1)\n")
    assert rerun.findings("get()")
    assert rerun.findings("get()", {"treat": {"non-blocking": ["time.sleep"]}}) == []
    assert rerun.findings("get()")
    (rerun.root / "lower.py").write_text("def down():\n    pass\n")
    assert rerun.findings("get()") == []
