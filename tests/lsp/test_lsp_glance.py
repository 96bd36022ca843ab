"""What is shown at once after an edit, before the whole file is checked again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rawclient import MODERN, PULLING, REAL_SERVER, StartClient, range_
from replay import check

from asyncsense.lsp.analysis import Analysis
from asyncsense.lsp.answers import Report
from asyncsense.lsp.core import Core
from asyncsense.lsp.engine_core import load

HELPER = "import time\n\n\ndef helper():\n    pass\n\n\n"
CALLER = "async def f():\n    helper()\n"
SLEEPER = "async def g():\n    time.sleep(1)\n"


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Core]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield load()


class Editing:
    """One file that is open, as the worker sees it."""

    def __init__(self, core: Core, folder: Path, text: str) -> None:
        (folder / "pyproject.toml").write_text("")
        self.path = str(folder / "a.py")
        self.version = 1
        self.analysis = Analysis(core)
        self.analysis.configure("utf-32", {str(folder): {}}, {})
        self.analysis.open(self.path, text, 1)
        check(self.analysis, self.path)

    def glance(self, text: str) -> Report:
        self.version += 1
        self.analysis.change(self.path, text, self.version)
        report = self.analysis.glance(self.path)
        assert report and report.version == self.version
        return report


def lines(report: Report) -> list[int]:
    return [finding.range.start_line for finding in report.findings]


def test_nothing_can_be_told_at_once_of_a_file_that_nobody_has_looked_at(
    core: Core, tmp_path: Path
) -> None:
    editing = Editing(core, tmp_path, SLEEPER)
    other = str(tmp_path / "b.py")
    editing.analysis.open(other, SLEEPER, 1)
    assert editing.analysis.glance(other) is None


def test_findings_of_other_functions_move_with_them(core: Core, tmp_path: Path) -> None:
    editing = Editing(core, tmp_path, HELPER + CALLER + SLEEPER)
    report = editing.glance("\n\n" + HELPER + CALLER.replace("()\n", "()\n    # here\n") + SLEEPER)
    assert report.is_partial
    assert lines(report) == [13]
    assert lines(check(editing.analysis, editing.path)) == [13]


def test_what_has_changed_is_looked_at(core: Core, tmp_path: Path) -> None:
    editing = Editing(core, tmp_path, HELPER + CALLER + SLEEPER)
    assert lines(editing.glance(HELPER + CALLER + "    time.sleep(2)\n" + SLEEPER)) == [9, 11]
    assert lines(editing.glance(HELPER + CALLER + SLEEPER)) == [10]
    assert lines(editing.glance(HELPER + CALLER + SLEEPER.replace("(1)", "(1 + 1)"))) == [10]


def test_what_it_means_to_others_comes_with_the_whole(core: Core, tmp_path: Path) -> None:
    editing = Editing(core, tmp_path, HELPER + CALLER + SLEEPER)
    blocking = HELPER.replace("pass", "time.sleep(1)")
    assert lines(editing.glance(blocking + CALLER + SLEEPER)) == [10]
    assert lines(check(editing.analysis, editing.path)) == [8, 10]
    # It stays, until it is known to be gone.
    assert lines(editing.glance(HELPER + CALLER + SLEEPER)) == [10]


def test_a_chain_through_what_has_changed_is_followed_anew(core: Core, tmp_path: Path) -> None:
    blocking = HELPER.replace("pass", "time.sleep(1)")
    editing = Editing(core, tmp_path, blocking + CALLER)
    report = editing.glance(blocking.replace("    time", "    print()\n    time") + CALLER)
    [finding] = report.findings
    assert finding.range.start_line == 9
    assert [place.range.start_line for place in finding.related] == [5]


def test_fixes_are_told_from_the_functions_that_they_are_for(core: Core, tmp_path: Path) -> None:
    editing = Editing(core, tmp_path, HELPER + CALLER + SLEEPER)
    path, analysis = editing.path, editing.analysis
    report = editing.glance(HELPER.replace("pass", "return 1") + CALLER + SLEEPER)
    choices = analysis.choices(path, editing.version, report.findings, False)
    assert "Await `asyncio.sleep` instead" in [choice.title for choice in choices]
    assert analysis.edits(path, editing.version, choices[0].ref)
    again = analysis.glance(path)
    assert again and again.is_partial  # nobody has looked at `f`
    check(analysis, path)
    assert choices == analysis.choices(path, editing.version, report.findings, False)


def test_what_is_shown_though_it_is_no_longer_wrong_is_not_to_be_fixed(
    core: Core, tmp_path: Path
) -> None:
    text = "import time\nsleep = time.sleep\nasync def f():\n    sleep(1)\n"
    editing = Editing(core, tmp_path, text)
    report = editing.glance(text.replace("time.sleep", "print"))
    assert lines(report) == [3]
    path, version = editing.path, editing.version
    assert editing.analysis.choices(path, version, report.findings, False) == []


def test_a_chain_moves_with_what_it_leads_through(core: Core, tmp_path: Path) -> None:
    blocking = HELPER.replace("pass", "time.sleep(1)")
    editing = Editing(core, tmp_path, blocking + CALLER + SLEEPER)
    [finding, _] = editing.glance("\n" + blocking + CALLER + SLEEPER + "    x = 1\n").findings
    assert finding.range.start_line == 9
    assert [place.range.start_line for place in finding.related] == [5]


def test_comments_that_silence_are_read_at_once(core: Core, tmp_path: Path) -> None:
    editing = Editing(core, tmp_path, SLEEPER)
    text = SLEEPER.replace("(1)\n", "(1)  # asyncsense: ignore[blocking-sleep]\n")
    text = f"import time\n\n\n{text}"
    assert lines(editing.glance(text)) == []
    report = editing.glance(text.replace("    time.sleep(1)", "    x = 1"))
    assert [finding.rule for finding in report.findings] == ["unused-suppression"]


def test_a_decorator_belongs_to_its_function(core: Core, tmp_path: Path) -> None:
    text = "import functools\n\n\n{}async def f():\n    pass\n"
    editing = Editing(core, tmp_path, text.format(""))
    report = editing.glance(text.format("@functools.lru_cache\n"))
    assert [finding.rule for finding in report.findings] == ["cached-coroutine"]
    assert lines(editing.glance(text.format("@functools.xlru_cache\n"))) == []


def test_text_that_is_no_longer_code_has_no_findings(core: Core, tmp_path: Path) -> None:
    editing = Editing(core, tmp_path, HELPER + SLEEPER + CALLER)
    report = editing.glance(HELPER + "'''\n" + SLEEPER + "'''\n" + CALLER)
    assert lines(report) == []


def test_fixes_of_what_was_found_earlier_are_those_of_the_present_text(
    core: Core, tmp_path: Path
) -> None:
    text = (
        "import asyncio\n\n\nasync def f():\n    asyncio.sleep(1)\n\n\nasync def g():\n    pass\n"
    )
    editing = Editing(core, tmp_path, text)
    report = editing.glance("\n" + text + "    x = 1\n")
    [finding] = report.findings
    assert finding.has_safe_fix
    path, version = editing.path, editing.version
    choices = editing.analysis.choices(path, version, [finding], False)
    [edits] = editing.analysis.edits(path, version, choices[0].ref)
    assert edits.edits == (((5, 4, 5, 4), "await "),)


UNREAD = "from helpers import helper\n\n\nasync def f(what):\n    helper()\n    what.nap()\n"


def opened_unread(core: Core, tmp_path: Path) -> tuple[Analysis, str]:
    """An open file of a project of which nobody has read much yet."""
    (tmp_path / "helpers.py").write_text(HELPER.replace("pass", "time.sleep(1)"))
    (tmp_path / "others.py").write_text(
        "import time\nfrom a import f\n\n\nclass Sleeper:\n    def nap(self):\n        time.sleep(1)\n\n\n"
        "async def main():\n    await f(Sleeper())\n"
    )
    for number in range(5):
        (tmp_path / f"more_{number}.py").write_text("")
    (tmp_path / "pyproject.toml").write_text("")
    path = str(tmp_path / "a.py")
    Path(path).write_text(UNREAD)
    analysis = Analysis(core)
    analysis.configure("utf-32", {str(tmp_path): {}}, {})
    analysis.open(path, UNREAD, 1)
    return analysis, path


def test_a_file_is_looked_at_before_its_project_is_read(
    core: Core, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncsense.lsp.analysis._INDEXING_SECONDS", 0)  # one file at a time
    analysis, path = opened_unread(core, tmp_path)
    report = analysis.glance(path)
    # What it imports is known, what others do is not.
    assert report and report.is_partial
    assert lines(report) == [4]
    analysis.change(path, UNREAD + "    helper()\n", 2)
    report = analysis.glance(path)
    assert report and report.is_partial
    assert lines(report) == [4, 6]
    whole = check(analysis, path)
    assert not whole.is_partial
    assert lines(whole) == [4, 5, 6]


def test_calls_are_explained_before_the_project_is_read(
    core: Core, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncsense.lsp.analysis._INDEXING_SECONDS", 0)
    analysis, path = opened_unread(core, tmp_path)
    explained = analysis.explain_call(path, 1, 4, 6)
    assert explained and "time.sleep" in explained[0]
    assert analysis.explain_call(path, 1, 5, 11) is None
    check(analysis, path)
    explained = analysis.explain_call(path, 1, 5, 11)
    assert explained and "time.sleep" in explained[0]


def test_an_editor_is_shown_both(start: StartClient, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    client = start(REAL_SERVER)
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    uri = (tmp_path / "a.py").as_uri()
    client.open(uri, HELPER + CALLER + SLEEPER)
    assert len(client.diagnostics(uri, 1)) == 1
    client.change(uri, 2, {"range": range_((4, 4), (4, 8)), "text": "time.sleep(1)"})
    assert published_lines(client, 2) == [10]
    assert published_lines(client, 2) == [8, 10]


def test_a_problem_is_explained_where_it_is_now(start: StartClient, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    client = start(REAL_SERVER)
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    uri = (tmp_path / "a.py").as_uri()
    client.open(uri, HELPER + SLEEPER)
    place = {"textDocument": {"uri": uri}, "position": {"line": 8, "character": 6}}
    assert "## blocking-sleep" in client.request("textDocument/hover", place)["contents"]["value"]
    client.change(uri, 2, {"range": range_((0, 0), (0, 0)), "text": "\n"})
    place["position"]["line"] = 9
    assert "## blocking-sleep" in client.request("textDocument/hover", place)["contents"]["value"]


def published_lines(client: Any, version: int) -> list[int]:
    """The lines of the next diagnostics that an editor is sent, which are those of a version."""
    params = client.wait_for("textDocument/publishDiagnostics")
    assert params["version"] == version
    return [found["range"]["start"]["line"] for found in params["diagnostics"]]


def test_an_editor_that_pulls_is_told_when_there_is_more(
    start: StartClient, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    client = start(REAL_SERVER)
    refreshed = threading.Event()
    client.handlers["workspace/diagnostic/refresh"] = lambda _: refreshed.set()
    client.initialize(PULLING, rootUri=tmp_path.as_uri())
    uri = (tmp_path / "a.py").as_uri()

    def pulled_lines() -> list[int]:
        report = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        return [found["range"]["start"]["line"] for found in report["items"]]

    client.open(uri, HELPER + CALLER + SLEEPER)
    assert pulled_lines() == [10]
    client.change(uri, 2, {"range": range_((4, 4), (4, 8)), "text": "time.sleep(1)"})
    assert pulled_lines() == [10]
    assert refreshed.wait(30)
    assert pulled_lines() == [8, 10]


def test_an_editor_that_cannot_be_told_is_given_the_whole(
    start: StartClient, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    client = start(REAL_SERVER)
    client.initialize(
        {"textDocument": {"diagnostic": {"dynamicRegistration": False}}}, rootUri=tmp_path.as_uri()
    )
    uri = (tmp_path / "a.py").as_uri()
    client.open(uri, HELPER + CALLER)
    document = {"textDocument": {"uri": uri}}
    assert client.request("textDocument/diagnostic", document)["items"] == []
    client.change(uri, 2, {"range": range_((4, 4), (4, 8)), "text": "time.sleep(1)"})
    assert len(client.request("textDocument/diagnostic", document)["items"]) == 1
