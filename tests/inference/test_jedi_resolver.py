"""jedi's opinion on calls: what only it sees, and what becomes of its failures."""

from __future__ import annotations

import ast
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asyncsense.checker import check
from asyncsense.engine import Workspace
from asyncsense.inference.jedi_resolver import JediResolver
from asyncsense.inference.opinion import Opinion, value_named
from asyncsense.inference.values import FunctionValue, Instance
from asyncsense.inference.watchdog import InterruptedWorkError, Watchdog
from asyncsense.text import Document, Span

REPOSITORY = """\
class Repository:
    async def save(self, item):
        return item

    def count(self):
        return 1


class Ticket:
    def __await__(self):
        yield


def ticket():
    return Ticket()
"""


def patient_resolver(folder: Path) -> JediResolver:
    """One that is not hurried: what it answers must not hang on what else the machine does."""
    return JediResolver(str(folder), [str(folder)], seconds_per_query=120, seconds_per_file=120)


@pytest.fixture
def ask(tmp_path: Path) -> Callable[[str, str], Opinion | None]:
    """Asks about the first call in a text that has this source."""
    (tmp_path / "repository.py").write_text(REPOSITORY)

    def answer(text: str, source: str) -> Opinion | None:
        document = Document(str(tmp_path / "app.py"), text)
        return patient_resolver(tmp_path).ask(document, call_in(document, source))

    return answer


def call_in(document: Document, source: str) -> Span:
    """Where the first call with this source stands."""
    for node in ast.walk(ast.parse(document.text)):
        if isinstance(node, ast.Call) and ast.get_source_segment(document.text, node) == source:
            assert node.end_lineno is not None and node.end_col_offset is not None
            start = document.ast_offset(node.lineno, node.col_offset)
            return Span(start, document.ast_offset(node.end_lineno, node.end_col_offset))
    raise AssertionError(f"no call {source}")


SAVE = ("repository.Repository.save",)

UNTYPED = {
    "a parameter, through its callers": (
        "def use(repo):\n    repo.save(1)\n\nuse(Repository())\n",
        "repo.save(1)",
        Opinion(SAVE, "coroutine"),
    ),
    "elements appended to a list": (
        "items = []\nitems.append(Repository())\nfor item in items:\n    item.save(1)\n",
        "item.save(1)",
        Opinion(SAVE, "coroutine"),
    ),
    "elements of a list that is passed on": (
        "def use(items):\n    for item in items:\n        item.save(1)\n\n"
        "items = []\nitems.append(Repository())\nuse(items)\n",
        "item.save(1)",
        Opinion(SAVE, "coroutine"),
    ),
    "a decorator that makes a coroutine function": (
        "def run(f):\n    async def wrapper(*args):\n        return f(*args)\n    return wrapper\n\n"
        "@run\ndef work(n):\n    return n\n\nwork(1)\n",
        "work(1)",
        Opinion(("app.work",), "coroutine"),
    ),
    "a decorator that makes a plain function": (
        "def run(f):\n    def wrapper(*args):\n        return 1\n    return wrapper\n\n"
        "@run\nasync def work(n):\n    return n\n\nwork(1)\n",
        "work(1)",
        Opinion(("app.work",), "plain"),
    ),
    "an alias of a library's function": (
        "import time\nnap = time.sleep\nnap(1)\n",
        "nap(1)",
        Opinion(("time.sleep",), "plain"),
    ),
    "a plain method": (
        "Repository().count()\n",
        "Repository().count()",
        Opinion(("repository.Repository.count",), "plain"),
    ),
    "an object that can be awaited": (
        "ticket()\n",
        "ticket()",
        Opinion(("repository.ticket",), "awaitable"),
    ),
    "an object that has whatever is asked for": (
        "class Proxy:\n    def __getattr__(self, name):\n        return 1\n\nProxy()\n",
        "Proxy()",
        Opinion(("app.Proxy",), "plain"),
    ),
    "a coroutine or None": (
        "def maybe(n):\n    if n:\n        return Repository().save(n)\n\nmaybe(1)\n",
        "maybe(1)",
        Opinion(("app.maybe",), "coroutine"),
    ),
    "characters that take several bytes": (
        "def use(repo):\n    'é😀'; repo.save('é😀')\n\nuse(Repository())\n",
        "repo.save('é😀')",
        Opinion(SAVE, "coroutine"),
    ),
}


@pytest.mark.parametrize("name", UNTYPED)
def test_what_a_call_is(name: str, ask: Callable[[str, str], Opinion | None]) -> None:
    text, source, expected = UNTYPED[name]
    assert ask("from repository import Repository, ticket\n\n" + text, source) == expected


def test_values_that_differ_have_no_kind(ask: Callable[[str, str], Opinion | None]) -> None:
    text = (
        "from repository import Repository\n\n\n"
        "def use(flag):\n    f = Repository().save if flag else len\n    f(1)\n"
    )
    opinion = ask(text, "f(1)")
    assert opinion is not None
    assert opinion.names == ("builtins.len", "repository.Repository.save")
    assert opinion.kind is None


def test_nothing_is_said_of_what_nobody_knows(ask: Callable[[str, str], Opinion | None]) -> None:
    assert ask("def use(thing):\n    thing.save(1)\n", "thing.save(1)") is None


def test_code_that_does_not_parse_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "repository.py").write_text(REPOSITORY)
    text = "from repository import Repository\nRepository().save(1)\ndef broken(:\n    x = = 1\n"
    start = text.index("Repository().save")
    document = Document(str(tmp_path / "app.py"), text)
    resolver = patient_resolver(tmp_path)
    span = Span(start, start + len("Repository().save(1)"))
    assert resolver.ask(document, span) == Opinion(SAVE, "coroutine")


# ---------------------------------------------------------------------- failures


@pytest.fixture
def two_calls(tmp_path: Path) -> tuple[Document, Span, Span]:
    text = "def one():\n    return 1\n\ndef two():\n    return 2\n\none()\ntwo()\n"
    document = Document(str(tmp_path / "app.py"), text)
    return document, call_in(document, "one()"), call_in(document, "two()")


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError(), AttributeError(), ValueError()])
def test_an_exception_inside_of_jedi_is_no_answer(
    error: Exception,
    two_calls: tuple[Document, Span, Span],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    document, one, two = two_calls
    resolver = JediResolver(str(tmp_path), [str(tmp_path)])

    def fail(*_: object) -> Any:
        raise error

    logger = "asyncsense.inference.jedi_resolver"
    with monkeypatch.context() as patch, caplog.at_level(logging.DEBUG, logger):
        patch.setattr(resolver, "_callees", fail)
        assert resolver.ask(document, one) is None
    assert resolver.outcomes == {type(error).__name__: 1}
    assert "jedi failed" in caplog.text
    assert resolver.ask(document, two) == Opinion(("app.two",), "plain")


def test_what_takes_too_long_is_interrupted_and_starts_afresh(
    two_calls: tuple[Document, Span, Span], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, one, two = two_calls
    resolver = JediResolver(str(tmp_path), [str(tmp_path)])
    assert resolver.ask(document, two) is not None
    script = resolver._script
    with monkeypatch.context() as patch:
        patch.setattr(resolver, "_seconds_per_query", 0.01)
        patch.setattr(resolver, "_callees", lambda _: forever())
        assert resolver.ask(document, one) is None
    assert resolver.outcomes["interrupted"] == 1
    assert resolver.ask(document, one) == Opinion(("app.one",), "plain")
    assert resolver._script is not script


def test_a_file_that_has_used_its_time_up_is_left_alone(
    two_calls: tuple[Document, Span, Span], tmp_path: Path
) -> None:
    document, one, two = two_calls
    resolver = JediResolver(str(tmp_path), [str(tmp_path)], seconds_per_file=1e-9)
    resolver.ask(document, one)
    assert resolver.ask(document, two) is None
    assert resolver.outcomes["out of time"] == 1


def test_nothing_is_asked_any_more_once_nobody_wants_to_know(
    two_calls: tuple[Document, Span, Span], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, one, two = two_calls
    unwanted = threading.Event()
    resolver = JediResolver(str(tmp_path), [str(tmp_path)], is_unwanted=unwanted.is_set)

    def interrupted_soon(_: object) -> Any:
        unwanted.set()
        forever()

    monkeypatch.setattr(resolver, "_callees", interrupted_soon)
    assert resolver.ask(document, one) is None
    assert resolver.ask(document, two) is None
    assert resolver.outcomes == {"interrupted": 1, "unwanted": 1}


def test_answers_do_not_depend_on_the_questions_before(tmp_path: Path) -> None:
    calls = "".join(f"    repo.save({n})\n" for n in range(250))
    text = f"from repository import Repository\n\n\ndef use(repo):\n{calls}\n\nuse(Repository())\n"
    (tmp_path / "repository.py").write_text(REPOSITORY)
    document = Document(str(tmp_path / "app.py"), text)
    resolver = JediResolver(str(tmp_path), [str(tmp_path)], seconds_per_file=600)
    spans = [call_in(document, f"repo.save({n})") for n in range(0, 250, 10)]
    opinions = {resolver.ask(document, span) for span in (*spans, *reversed(spans))}
    assert opinions == {Opinion(SAVE, "coroutine")}


def test_every_test_in_a_file_knows_its_fixtures(tmp_path: Path) -> None:
    (tmp_path / "repository.py").write_text(REPOSITORY)
    (tmp_path / "conftest.py").write_text(
        "import pytest\nfrom repository import Repository\n\n\n"
        "@pytest.fixture\ndef repo():\n    return Repository()\n"
    )
    text = "".join(f"def test_{n}(repo):\n    repo.save({n})\n\n" for n in range(3))
    document = Document(str(tmp_path / "test_app.py"), text)
    resolver = JediResolver(str(tmp_path), [str(tmp_path)])
    spans = [call_in(document, f"repo.save({n})") for n in range(3)]
    assert [resolver.ask(document, span) for span in spans] == [Opinion(SAVE, "coroutine")] * 3


def forever() -> Any:
    while True:
        pass


def test_the_watchdog_leaves_no_interruption_behind() -> None:
    watchdog = Watchdog()
    for _ in range(5):
        with pytest.raises(InterruptedWorkError):
            watchdog.run(forever, 0.0, lambda: False)
        assert watchdog.run(lambda: sum(range(1000)), 60.0, lambda: False) == 499500
    time.sleep(0.3)  # An interruption that is repeated by mistake would come now.


def test_the_watchdog_insists() -> None:
    def stubborn() -> None:
        try:
            forever()
        except InterruptedWorkError:
            forever()

    with pytest.raises(InterruptedWorkError):
        Watchdog().run(stubborn, 0.0, lambda: False)


def test_the_watchdog_passes_on_what_the_work_raises() -> None:
    with pytest.raises(ZeroDivisionError):
        Watchdog().run(lambda: 1 // 0, 60.0, lambda: False)


# ---------------------------------------------------------------------- in the engine

APP = """\
import time

from repository import Repository

REPOSITORIES = []
CLOCKS = []


def begin():
    REPOSITORIES.extend([Repository()])
    CLOCKS.extend([time.sleep])


async def main(n):
    for repository in REPOSITORIES:
        repository.save(n)
        await repository.save(n)
        repository.count()
    for sleep in CLOCKS:
        sleep(n)
"""


def diagnostics(root: Path, *, deep: bool) -> list[tuple[str, int]]:
    snapshot = Workspace(str(root), deep=deep).snapshot()
    document = snapshot.document(str(root / "app.py"))
    found = check(snapshot, document.path).diagnostics
    return [(one.rule, document.position(one.span.start).line) for one in found]


def test_a_deep_check_finds_what_only_jedi_sees(tmp_path: Path) -> None:
    (tmp_path / "repository.py").write_text(REPOSITORY)
    (tmp_path / "app.py").write_text(APP)
    # Another function of that name, so that the name alone says nothing.
    (tmp_path / "files.py").write_text("def save(path): ...\n")
    assert diagnostics(tmp_path, deep=False) == []
    assert diagnostics(tmp_path, deep=True) == [("missing-await", 16), ("blocking-sleep", 20)]


def test_only_a_deep_snapshot_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repository.py").write_text(REPOSITORY)
    (tmp_path / "app.py").write_text("def use(x):\n    x.save(1)\n")
    asked: list[Span] = []
    monkeypatch.setattr(JediResolver, "ask", lambda _, document, span: asked.append(span))
    diagnostics(tmp_path, deep=False)
    assert asked == []
    diagnostics(tmp_path, deep=True)
    assert asked == [Span(16, 25)]


@pytest.fixture
def answering(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Any]]:
    """Checks a call that the resolver leaves open, with a given second opinion on it."""
    (tmp_path / "repository.py").write_text(REPOSITORY)

    def answer(call: str, opinion: Opinion | None) -> list[tuple[str, str]]:
        (tmp_path / "app.py").write_text(
            f"import time\n\ndef count(n): ...\n\nasync def use(x, y):\n    {call}\n"
        )
        monkeypatch.setattr(JediResolver, "ask", lambda *_: opinion)
        snapshot = Workspace(str(tmp_path), deep=True).snapshot()
        found = check(snapshot, str(tmp_path / "app.py")).diagnostics
        return [(one.rule, one.severity.label) for one in found]

    return answer


def test_a_coroutine_that_all_agree_on_has_to_be_awaited(answering: Any) -> None:
    assert answering("x.save(1)", Opinion(SAVE, "coroutine")) == [("missing-await", "error")]


def test_a_guess_from_the_name_stays_a_guess_without_an_opinion(answering: Any) -> None:
    assert answering("x.save(1)", None) == [("missing-await", "information")]


def test_an_opinion_overrules_a_guess_from_the_name(answering: Any) -> None:
    assert answering("x.save(1)", Opinion(("builtins.len",), "plain")) == []


def test_an_opinion_that_the_resolver_knows_better_does_not_count(answering: Any) -> None:
    opinion = Opinion(("asyncio.tasks.create_task",), "coroutine")
    assert ("missing-await", "error") not in answering("x.save(1)", opinion)


def test_a_library_function_that_blocks_is_reported_by_its_name(answering: Any) -> None:
    opinion = Opinion(("time.sleep",), "plain")
    assert answering("x.sleep(1)", opinion) == [("blocking-sleep", "error")]


def test_a_call_that_may_be_of_several_functions_blocks_if_all_do(answering: Any) -> None:
    opinion = Opinion(("builtins.len", "time.sleep"), "plain")
    assert answering("x.sleep(1)", opinion) == []


def test_names_lead_to_values(tmp_path: Path) -> None:
    (tmp_path / "repository.py").write_text(REPOSITORY)
    inference = Workspace(str(tmp_path)).snapshot().project.inference
    method = value_named(inference, "repository.Repository.save")
    assert isinstance(method, FunctionValue)
    assert isinstance(method.bound, Instance)
    assert value_named(inference, "time.sleep").tag == "function"
    assert value_named(inference, "repository.Ticket").tag == "class"
    assert value_named(inference, "repository.Repository.nothing").tag == "external"
    assert value_named(inference, "nowhere.at.all").tag == "external"


@pytest.mark.parametrize("options", [[], ["--deep"]])
def test_jedi_is_imported_only_where_it_is_asked(options: list[str], tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("async def use(x):\n    x.save(1)\n")
    program = (
        "import sys\nfrom asyncsense.engine import Workspace\nfrom asyncsense.checker import check\n"
        f"snapshot = Workspace({str(tmp_path)!r}, deep={bool(options)}).snapshot()\n"
        f"check(snapshot, {str(tmp_path / 'app.py')!r})\n"
        "print('jedi' in sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == str(bool(options))
