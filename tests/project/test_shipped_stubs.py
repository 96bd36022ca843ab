"""What stubs say is the same whether they are read when this program is built or when it runs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from asyncsense.checker import check
from asyncsense.engine import Workspace
from asyncsense.inference.environment import typeshed
from asyncsense.project import files, stubs
from asyncsense.project.cache import SummaryCache
from asyncsense.project.files import FileReader
from asyncsense.project.store import Store
from asyncsense.project.stubs import StubSummaries, write_stubs
from asyncsense.syntax.library import LibrarySummary, summarize_library
from asyncsense.syntax.summary import Class, Summary
from asyncsense.text import Document

REPOSITORY = Path(__file__).parents[2]
PACKAGE = REPOSITORY / "server" / "asyncsense"
BUILTINS = str(Path(typeshed()) / "stdlib" / "builtins.pyi")
STUBS = (
    BUILTINS,
    *(
        str(Path(typeshed()) / "stdlib" / name)
        for name in ("asyncio/tasks.pyi", "asyncio/__init__.pyi", "os/path.pyi", "types.pyi")
    ),
    str(PACKAGE / "knowledge" / "stubs" / "pyodbc.pyi"),
)

Replace = Callable[[Path], StubSummaries]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("stubs") / "stubs.data"
    write_stubs(file, [*STUBS, str(file.parent / "missing.pyi")])
    return file


@pytest.fixture
def replace(monkeypatch: pytest.MonkeyPatch) -> Replace:
    """Another file takes the place of the one that is shipped."""

    def replace(file: Path) -> StubSummaries:
        summaries = StubSummaries(file)
        monkeypatch.setattr(files, "shipped_stubs", lambda: summaries)
        return summaries

    return replace


def said(summary: Summary) -> list[object]:
    """All that a summary says, piece by piece."""
    rows = []
    for start, piece in zip(summary.starts, summary.pieces, strict=True):
        functions = list(Summary((piece,), (0,)).functions())
        bodies = [(one.body.bindings, one.body.calls, one.body.returns) for one in functions]
        # Only now all of it is read.
        heads = [
            (one.qualname, one.kind, one.start, one.is_async, one.is_generator, one.decorators,
             one.parameters, one.returns, one.kind == "function" and one.end)
            for one in functions
        ]  # fmt: skip
        classes = [of_class(cls) for cls in piece.code.body.classes]
        rows.append((start, piece.binds, classes, heads, bodies))
    return rows


def of_class(cls: Class) -> tuple[object, ...]:
    attributes = {name: cls.set_on_self(name) for name in cls.names_on_self}
    return cls.name, cls.bases, cls.bindings, attributes, [of_class(one) for one in cls.classes]


@pytest.mark.parametrize("path", STUBS)
def test_what_is_shipped_is_what_reading_gives(data: Path, path: str) -> None:
    shipped = StubSummaries(data).load(path)
    read = summarize_library(Document(path, Path(path).read_text(encoding="utf-8")))
    assert shipped is not None
    assert said(shipped) == said(read)
    names = set(read.binders) | {"missing"}
    assert names == {*shipped.binders, "missing"}
    for name in names:
        assert [piece.index for piece in shipped.binders.get(name, ())] == [
            piece.index for piece in read.binders.get(name, ())
        ]


def test_findings_are_the_same(tmp_path: Path, replace: Replace) -> None:
    def findings() -> tuple[list[object], dict[str, Summary | None]]:
        workspace = Workspace(str(REPOSITORY / "examples" / "seven-patterns"))
        snapshot = workspace.snapshot()
        found = [row for path in snapshot.files() for row in check(snapshot, path).diagnostics]
        assert found
        known = workspace.library_summaries.items()
        return list(found), {path: one for path, one in known if path.endswith(".pyi")}

    data = tmp_path / "stubs.data"
    replace(data)
    without, read = findings()
    assert BUILTINS in read
    assert all(isinstance(summary, LibrarySummary) for summary in read.values())
    write_stubs(data, read)
    replace(data)
    found, shipped = findings()
    assert shipped.keys() == read.keys()
    assert not any(isinstance(summary, LibrarySummary) for summary in shipped.values())
    assert found == without


def test_a_stub_that_is_another_one_is_read(data: Path, tmp_path: Path) -> None:
    content = Path(BUILTINS).read_bytes()
    copy, other = tmp_path / "copy.pyi", tmp_path / "other.pyi"
    copy.write_bytes(content)
    other.write_bytes(content.replace(b"def abs(", b"def ABS("))
    assert StubSummaries(data).load(str(copy)) is not None
    assert StubSummaries(data).load(str(other)) is None


def test_what_is_missing_or_damaged_is_not_used(data: Path, tmp_path: Path) -> None:
    content = data.read_bytes()
    file = tmp_path / "stubs.data"
    assert StubSummaries(file).load(BUILTINS) is None
    file.write_bytes(content)
    assert StubSummaries(file).load(BUILTINS) is not None
    # The head, the index and the first of the stubs.
    for place in (0, 17, 22, 40, 300, 10_000):
        damaged = bytearray(content)
        damaged[place] ^= 16
        file.write_bytes(damaged)
        assert StubSummaries(file).load(BUILTINS) is None, place
    for size in (0, 10, 50, 300, 10_000):
        file.write_bytes(content[:size])
        assert StubSummaries(file).load(BUILTINS) is None, size


def test_what_was_replaced_since_is_not_used(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "stubs.data"
    shutil.copy(data, file)
    summaries = StubSummaries(file)
    assert summaries.load(BUILTINS) is not None
    write_stubs(file, STUBS[:3])
    assert summaries.load(BUILTINS) is None


def test_what_another_python_has_written_is_not_used(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = SimpleNamespace(implementation=sys.implementation, version_info=(3, 99, 0))
    monkeypatch.setattr(stubs, "sys", other)
    assert StubSummaries(data).load(BUILTINS) is None


def test_what_other_sources_have_written_is_not_used(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("text.py", "project/sources.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(PACKAGE / name, tmp_path / name)
    shutil.copytree(PACKAGE / "syntax", tmp_path / "syntax")
    monkeypatch.setattr(stubs, "_PACKAGE", tmp_path)
    assert StubSummaries(data).load(BUILTINS) is not None
    with (tmp_path / "syntax" / "scope.py").open("a") as source:
        source.write("\n")
    assert StubSummaries(data).load(BUILTINS) is None


def test_what_is_shipped_is_not_kept_once_more(
    data: Path, tmp_path: Path, replace: Replace
) -> None:
    store = Store(str(tmp_path))
    plain = tmp_path / "plain.py"
    plain.write_text("def plain(): ...\n")

    def read(path: str) -> Summary:
        cache = SummaryCache(store)
        reader = FileReader(cache)
        summary = reader.library(path)
        assert summary is not None
        assert "plain" in summary.binders or "open" in summary.binders
        cache.store_libraries(reader.libraries)
        cache.flush()
        return summary

    replace(data)
    read(str(plain))
    assert not isinstance(read(BUILTINS), LibrarySummary)
    kept = SummaryCache(store)
    assert kept.load_library(BUILTINS, str) is None
    assert kept.load_library(str(plain), str) is not None
    replace(tmp_path / "missing")
    assert isinstance(read(BUILTINS), LibrarySummary)
    assert SummaryCache(store).load_library(BUILTINS, str) is not None
