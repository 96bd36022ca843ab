"""Runs over a project that was checked before: the same answers as without a memory, for less."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from asyncsense.cli.analysis import Analysis, Options
from asyncsense.cli.pool import Pool
from asyncsense.diagnostics import Report
from asyncsense.fixes import lower
from asyncsense.project.store import DATABASE

from .conftest import Run

MODULES = [f"m{number}" for number in range(6)]
PATHS = [f"pkg/{name}.py" for name in MODULES]
STATEMENTS = [
    "time.sleep(1)",
    "return {called}()",
    "x = {called}()\n    return x",
    "await {called}()",
    "{called}()",
    "helper = Helper()\n    return helper.work({called})",
    "return open('f').read()",
    "asyncio.get_running_loop().call_soon({called})",
    "return asyncio.to_thread({called})",
    "return Task({called}()).result()",
    "pass",
]


class Mutator:
    """Writes a project and changes it, with a will of its own."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = random.Random(seed)
        self.names = [f"f{number}" for number in range(14)]
        (root / "pkg").mkdir()
        (root / "pyproject.toml").write_text("")
        for path in PATHS:
            self.write(path)

    def write(self, path: str) -> None:
        others = self.random.sample(MODULES, 3)
        imports = [f"from pkg.{others[0]} import *", f"from pkg import {others[1]}"]
        imports.append(f"from .{others[2]} import {', '.join(self.random.sample(self.names, 3))}")
        head = "\n".join(["import asyncio", "import time", *imports])
        parts = [self.definition() for _ in range(4)]
        (self.root / path).write_text("\n\n\n".join([head, self.helper(), *parts]) + "\n")

    def definition(self) -> str:
        called = self.random.choice(
            [*self.names, *(f"{m}.{n}" for m in MODULES for n in self.names)]
        )
        body = self.random.choice(STATEMENTS).format(called=called)
        prefix = "async " if "await" in body or self.random.random() < 0.4 else ""
        parameter = self.random.choice(["", "", "given=None", "given"])
        return f"{prefix}def {self.random.choice(self.names)}({parameter}):\n    {body}"

    def helper(self) -> str:
        called = self.random.choice(self.names)
        base = self.random.choice(["", "", f"({self.random.choice(MODULES)}.Helper)"])
        body = self.random.choice(
            ["callback()", "time.sleep(2)", f"{called}()", "raise NotImplementedError"]
        )
        return f"class Helper{base}:\n    def work(self, callback):\n        {body}"

    def change(self) -> str:
        """Changes something; says what."""
        kind = self.random.choice(
            ["comment", "above", "append", "remove", "replace", "rewrite", "touch", "new", "delete"]
        )
        path = self.root / self.random.choice(PATHS)
        if not path.exists():
            self.write(str(path))
            return f"again {path.name}"
        parts = path.read_text().split("\n\n\n")
        place = self.random.randrange(1, len(parts)) if len(parts) > 1 else 0
        match kind:
            case "comment":
                parts[place] += "\n# a comment"
            case "above":
                parts[0] = f"# {self.random.random()}\n{parts[0]}"
            case "append":
                parts.append(self.definition() + "\n")
            case "remove":
                del parts[place]
            case "replace":
                parts[place] = self.definition()
            case "rewrite":
                self.write(str(path))
                return f"rewrite {path.name}"
            case "touch":
                os.utime(path)
                return f"touch {path.name}"
            case "new":
                (self.root / "pkg" / f"n{self.random.randrange(3)}.py").write_text(
                    self.definition()
                )
                return "new"
            case "delete":
                path.unlink()
                return f"delete {path.name}"
        path.write_text("\n\n\n".join(parts))
        return f"{kind} {path.name}"


def reports(root: Path, cache: Path | None) -> list[Report]:
    options = Options({}, str(cache) if cache is not None else None)
    paths = sorted(map(str, root.rglob("*.py")))
    return sorted(Analysis(str(root), options).reports(paths), key=lambda report: report.path)


@pytest.mark.parametrize("seed", range(int(os.environ.get("ASYNCSENSE_TEST_SEEDS", "2"))))
def test_a_warm_run_says_what_a_cold_one_does(tmp_path: Path, seed: int) -> None:
    root, cache = tmp_path / "project", tmp_path / "cache"
    root.mkdir()
    mutator = Mutator(root, seed)
    history = []
    for _ in range(12):
        assert reports(root, cache) == reports(root, None), history
        history.append([mutator.change() for _ in range(mutator.random.choice([1, 1, 1, 2]))])


@pytest.fixture
def analysis(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    root, cache = tmp_path / "project", tmp_path / "cache"
    root.mkdir()
    (root / "a.py").write_text("import b\n\nasync def run():\n    b.work()\n")
    (root / "b.py").write_text("import time\n\ndef work():\n    time.sleep(1)\n")
    (root / "c.py").write_text("async def other():\n    pass\n")
    reports(root, cache)
    yield root, cache


def hits(root: Path, cache: Path) -> str:
    analysis = Analysis(str(root), Options({}, str(cache)))
    list(analysis.reports(sorted(map(str, root.rglob("*.py")))))
    return analysis.statistics()["cache hits"]


def test_nothing_is_checked_again_where_nothing_changed(analysis: tuple[Path, Path]) -> None:
    assert hits(*analysis) == "3 of 3 files"


def test_a_comment_concerns_its_file_only(analysis: tuple[Path, Path]) -> None:
    root, cache = analysis
    text = (root / "b.py").read_text()
    (root / "b.py").write_text(f"# a comment\n{text}# another\n")
    assert hits(root, cache) == "2 of 3 files"
    (report, *_) = reports(root, cache)
    (diagnostic,) = report.diagnostics
    (related,) = diagnostic.related
    start = (root / "b.py").read_text().index("time.sleep")
    assert related.span.start == start


def test_a_new_function_concerns_its_file_only(analysis: tuple[Path, Path]) -> None:
    root, cache = analysis
    with (root / "b.py").open("a") as file:
        file.write("\n\nasync def more():\n    time.sleep(1)\n")
    assert hits(root, cache) == "2 of 3 files"


def test_a_changed_function_concerns_its_callers(analysis: tuple[Path, Path]) -> None:
    root, cache = analysis
    (root / "b.py").write_text("import time\n\ndef work():\n    pass\n")
    assert hits(root, cache) == "1 of 3 files"
    assert reports(root, cache)[0].diagnostics == ()


def test_changed_fixtures_concern_the_tests_that_ask_for_them(tmp_path: Path) -> None:
    root, cache = tmp_path / "project", tmp_path / "cache"
    (root / "tests").mkdir(parents=True)
    (root / "clients.py").write_text(
        "class Client:\n    async def get(self): ...\n\n\nclass Plain:\n    def get(self): ...\n"
    )
    head = "import pytest\nfrom clients import Client, Plain\n\n"
    fixture = '@pytest.fixture(name="client")\ndef make():\n    return {}()\n'
    shared, more = root / "tests" / "conftest.py", root / "more.py"
    (root / "tests" / "test_a.py").write_text("async def test_a(client):\n    client.get()\n")
    (root / "tests" / "test_b.py").write_text("async def test_b(other):\n    other.get()\n")
    more.write_text(head)
    shared.write_text(head)
    found = []
    for path, text in (
        (shared, head + fixture.format("Client")),
        (shared, head + fixture.format("Plain")),
        (more, head + fixture.format("Client")),
        (shared, head + "pytest_plugins = ['more']\n"),
        (more, head + fixture.format("Plain")),
        (shared, head + "pytest_plugins = []\nfrom more import make as client\n"),
        (more, head + fixture.replace('name="client"', "").format("Client")),
        (root / "clients.py", "class Client:\n    def get(self): ...\n"),
    ):
        path.write_text(text)
        warm = reports(root, cache)
        assert warm == reports(root, None)
        found.append([len(one.diagnostics) for one in warm if one.path.endswith("test_a.py")])
    assert found == [[1], [0], [0], [1], [0], [0], [1], [0]]


def test_a_fixture_concerns_no_other_tests(tmp_path: Path) -> None:
    root, cache = tmp_path / "project", tmp_path / "cache"
    root.mkdir()
    fixture = "import pytest\n\n@pytest.fixture\ndef client():\n    return {}\n"
    (root / "conftest.py").write_text(fixture.format("1"))
    (root / "test_a.py").write_text("def test_a(client):\n    client.get()\n")
    (root / "test_b.py").write_text("def test_b(other):\n    other.get()\n")
    reports(root, cache)
    (root / "conftest.py").write_text(fixture.format("''"))
    assert hits(root, cache) == "1 of 3 files"


def test_a_constructor_concerns_no_attributes_that_are_set(tmp_path: Path) -> None:
    root, cache = tmp_path / "p", tmp_path / "cache"
    root.mkdir()
    (root / "pyproject.toml").write_text("")
    (root / "a.py").write_text("async def run(box):\n    box.size = 1\n    box += 1\n")
    (root / "b.py").write_text("class Box:\n    def __init__(self):\n        self.fill()\n")
    reports(root, cache)
    (root / "b.py").write_text("class Box:\n    def __init__(self):\n        self.empty()\n")
    assert hits(root, cache) == "1 of 2 files"


def test_settings_concern_all_files(analysis: tuple[Path, Path]) -> None:
    root, cache = analysis
    (root / "asyncsense.toml").write_text('ignore = ["blocks"]\n')
    assert hits(root, cache) == "0 of 3 files"


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_cache_is_no_cache(analysis: tuple[Path, Path], content: bytes) -> None:
    root, cache = analysis
    for path in cache.glob(f"{DATABASE}*"):
        path.unlink()
    (cache / DATABASE).write_bytes(content)
    assert reports(root, cache) == reports(root, None)
    assert hits(root, cache) == "3 of 3 files"


def test_damaged_entries_are_not_there(analysis: tuple[Path, Path]) -> None:
    root, cache = analysis
    with sqlite3.connect(cache / DATABASE) as database:
        database.execute("UPDATE kept SET data = substr(data, 1, 20) || x'00'")
    assert hits(root, cache) == "0 of 3 files"
    assert hits(root, cache) == "3 of 3 files"


def test_a_cache_that_cannot_be_written_is_none(analysis: tuple[Path, Path]) -> None:
    root, cache = analysis
    (cache.parent / "file").write_text("")
    assert reports(root, cache.parent / "file" / "cache") == reports(root, None)


def test_the_workspace_holds_no_cache(analysis: tuple[Path, Path]) -> None:
    root, _ = analysis
    assert sorted(path.name for path in root.iterdir()) == ["a.py", "b.py", "c.py"]


def test_a_base_class_concerns_those_that_use_what_is_derived(tmp_path: Path) -> None:
    root, cache = tmp_path / "project", tmp_path / "cache"
    root.mkdir()
    (root / "base.py").write_text("class Base:\n    def work(self):\n        pass\n")
    (root / "derived.py").write_text("from base import Base\n\nclass Derived(Base):\n    pass\n")
    (root / "use.py").write_text(
        "from derived import Derived\n\nasync def run():\n    Derived().work()\n"
    )
    assert not any(report.diagnostics for report in reports(root, cache))
    (root / "base.py").write_text(
        "import time\n\nclass Base:\n    def work(self):\n        time.sleep(1)\n"
    )
    assert [len(report.diagnostics) for report in reports(root, cache)] == [0, 0, 1]


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """The folder of packages of an environment in which one is installed."""
    packages = tmp_path / "venv" / "lib" / "python3.11" / "site-packages"
    (packages / "lib-1.0.dist-info").mkdir(parents=True)
    (tmp_path / "venv" / "pyvenv.cfg").write_text("version = 3.11.0\n")
    (packages / "lib.py").write_text("def work():\n    pass\n")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "use.py").write_text("import lib\n\nasync def run():\n    lib.work()\n")
    return packages


def test_another_version_of_a_package(tmp_path: Path, environment: Path) -> None:
    options = Options({"python": str(tmp_path / "venv")}, str(tmp_path / "cache"))
    root = str(tmp_path / "project")

    def found() -> int:
        (report,) = Analysis(root, options).reports([f"{root}/use.py"])
        return len(report.diagnostics)

    assert found() == 0
    (environment / "lib.py").write_text("import time\n\ndef work():\n    time.sleep(1)\n")
    (environment / "lib-1.0.dist-info").rename(environment / "lib-1.1.dist-info")
    assert found() == 1
    (environment / "lib.py").unlink()
    assert found() == 0


def test_edits_are_those_of_the_present_text(run: Run, project: Path, tmp_path: Path) -> None:
    warm = ["check", "--output-format", "json", "--cache-dir", str(tmp_path / "cache")]
    cold = ["check", "--output-format", "json", "--no-cache"]

    def found(options: list[str]) -> object:
        return json.loads(run(*options).out)["diagnostics"]

    source = "import time\n\nasync def run():\n    time.sleep(1)\n    time.sleep(2)\n"
    for text in (
        source,
        source,
        f"# a comment\n{source}",
        source.replace("time.sleep(1)", "time.sleep(10 + 1)"),
        source.replace("async def", "def"),
        source,
    ):
        (project / "a.py").write_text(text)
        assert found(warm) == found(cold)


def test_fixes_are_worked_out_once(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ["check", "--output-format", "json", "--cache-dir", str(tmp_path / "cache")]
    (project / "a.py").write_text("import time\n\nasync def run():\n    time.sleep(1)\n")
    first = json.loads(run(*options).out)["diagnostics"]
    monkeypatch.delattr(lower, "lower")
    assert json.loads(run(*options).out)["diagnostics"] == first
    assert first[0]["fixes"][0]["edits"]


def test_names_of_unchanged_files_are_known(
    analysis: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = analysis
    monkeypatch.delattr(Pool, "read")
    (root / "b.py").write_text("def work():\n    pass\n")
    assert hits(root, cache) == "1 of 3 files"
