"""What a process has found is shown by the next one, as long as it is still so."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from rawclient import REAL_SERVER, StartClient, range_
from replay import check

from asyncsense.lsp.analysis import Analysis
from asyncsense.lsp.answers import Finding, Report
from asyncsense.lsp.engine_core import load

HELPERS = "import time\n\n\ndef helper():\n    time.sleep(1)\n"
CALLER = "from helpers import helper\n\n\nasync def f():\n    helper()\n"
LAST_YEAR = 1_700_000_000


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file whose finding is about another one; and an environment."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "project"
    packages = folder / ".venv" / "lib" / "python3.12" / "site-packages"
    packages.mkdir(parents=True)
    (folder / "pyproject.toml").write_text("")
    for path, text in [
        (folder / "helpers.py", HELPERS),
        (folder / "caller.py", CALLER),
        (packages / "installed.py", "def wait():\n    pass\n"),
    ]:
        path.write_text(text)
        os.utime(path, (LAST_YEAR, LAST_YEAR))
    return folder


class Process:
    """A worker with one open file, or some."""

    def __init__(self, project: Path, **texts: str) -> None:
        self.project = project
        self.core = load()
        self.analysis = Analysis(self.core)
        self.analysis.configure("utf-32", {str(project): {}}, {})
        for name, text in texts.items():
            self.analysis.open(self.path(name), text, 1)

    def path(self, name: str) -> str:
        return str(self.project / f"{name}.py")

    def check(self, name: str) -> Report:
        return check(self.analysis, self.path(name))

    def recalls(self, name: str) -> bool:
        """Whether it knows at once what there is to say about a file."""
        workspace = self.core.workspace(str(self.project), {}, None)
        for path, (text, version) in self.analysis._workspaces.buffers.items():
            workspace.open(path, text, version)
        return self.core.recall(workspace.snapshot(), self.path(name)) is not None

    def glance(self, name: str) -> tuple[Finding, ...]:
        report = self.analysis.glance(self.path(name))
        assert report is not None and report.is_partial
        return report.findings


def keep(project: Path, **texts: str) -> tuple[Finding, ...]:
    """A process that checks the first of the open files, and ends; what it has found."""
    process = Process(project, **texts)
    found = process.check(next(iter(texts))).findings
    process.analysis.keep()
    return found


def test_what_was_found_is_known_at_once(project: Path) -> None:
    found = keep(project, caller=CALLER)
    assert [finding.rule for finding in found] == ["blocking-sleep"]
    process = Process(project, caller=CALLER)
    assert process.recalls("caller")
    assert process.glance("caller") == found
    assert process.check("caller").findings == found


def test_what_was_found_is_where_it_stands_now(project: Path) -> None:
    keep(project, caller=CALLER)
    process = Process(project, caller=f"import time\n{CALLER}\nasync def g():\n    time.sleep(1)\n")
    assert [finding.range.start_line for finding in process.glance("caller")] == [5, 8]


def test_a_file_that_was_saved_meanwhile_is_what_the_editor_had(project: Path) -> None:
    text = HELPERS.replace("time.sleep(1)", "pass")
    assert keep(project, caller=CALLER, helpers=text) == ()
    assert not Process(project, caller=CALLER).recalls("caller")
    (project / "helpers.py").write_text(text)
    assert Process(project, caller=CALLER).recalls("caller")


def test_a_file_that_is_open_counts_with_its_text(project: Path) -> None:
    keep(project, caller=CALLER)
    text = HELPERS.replace("time.sleep(1)", "pass")
    assert not Process(project, caller=CALLER, helpers=text).recalls("caller")
    assert Process(project, caller=CALLER, helpers=HELPERS).recalls("caller")


def other_file(project: Path) -> None:
    (project / "helpers.py").write_text(HELPERS.replace("time.sleep(1)", "pass"))


def as_long_and_old(project: Path) -> None:
    other_file = project / "helpers.py"
    other_file.write_text(HELPERS.replace("helper", "helped"))
    os.utime(other_file, (LAST_YEAR + 1, LAST_YEAR + 1))


def new_file(project: Path) -> None:
    (project / "time.py").write_text("def sleep(seconds): ...\n")


def no_file(project: Path) -> None:
    (project / "helpers.py").unlink()


def settings(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.asyncsense]\nignore = ['blocking-sleep']\n")


def new_package(project: Path) -> None:
    [packages] = project.glob(".venv/lib/*/site-packages")
    (packages / "helpers.py").write_text("")


@pytest.mark.parametrize(
    "change", [other_file, as_long_and_old, new_file, no_file, settings, new_package]
)
def test_what_may_have_changed_is_found_out_anew(
    project: Path, change: Callable[[Path], None]
) -> None:
    keep(project, caller=CALLER)
    change(project)
    assert not Process(project, caller=CALLER).recalls("caller")


def test_an_installed_file_that_was_read_counts(project: Path) -> None:
    caller = "import installed\n\n\nasync def f():\n    installed.wait()\n"
    keep(project, caller=caller)
    assert Process(project, caller=caller).recalls("caller")
    [installed] = project.glob(".venv/lib/*/site-packages/installed.py")
    installed.write_text("import time\n\n\ndef wait():\n    time.sleep(1)\n")
    assert not Process(project, caller=caller).recalls("caller")


def test_packages_that_change_meanwhile_leave_nothing_to_be_kept(project: Path) -> None:
    process = Process(project, caller=CALLER)
    process.check("caller")
    process.analysis.keep()
    new_package(project)
    text = f"{CALLER}\nasync def g():\n    helper()\n"
    process.analysis.change(process.path("caller"), text, 2)
    process.check("caller")
    process.analysis.keep()
    assert not Process(project, caller=text).recalls("caller")


def test_who_closes_the_editor_at_once_finds_it_again(project: Path, start: StartClient) -> None:
    client = start(REAL_SERVER)
    client.initialize(rootUri=project.as_uri())
    uri = (project / "caller.py").as_uri()
    client.open(uri, CALLER)
    document = {"uri": uri}
    context = {"diagnostics": [], "only": ["source.fixAll"]}
    place = {"textDocument": document, "range": range_((0, 0), (0, 0)), "context": context}
    client.request("textDocument/codeAction", place)  # all is known
    client.request("shutdown")
    assert Process(project, caller=CALLER).recalls("caller")


def test_a_glance_is_not_kept(project: Path) -> None:
    text = f"{CALLER}\n\ndef of_no_interest():\n    pass\n"
    process = Process(project, caller=text)
    process.check("caller")
    process.analysis.change(process.path("caller"), text.replace("helper()", "pass"), 2)
    process.glance("caller")
    process.analysis.keep()
    assert not Process(project, caller=text).recalls("caller")


def test_what_rests_on_another_text_is_not_kept(project: Path) -> None:
    process = Process(project, caller=CALLER, helpers=HELPERS)
    process.check("caller")
    text = HELPERS.replace("time.sleep(1)", "pass")
    process.analysis.change(process.path("helpers"), text, 2)
    process.check("helpers")
    process.analysis.keep()
    (project / "helpers.py").write_text(text)
    assert not Process(project, caller=CALLER).recalls("caller")
