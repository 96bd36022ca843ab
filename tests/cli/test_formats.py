"""The output formats, to the letter."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from asyncsense.cli import catalogue
from asyncsense.cli.check import Check

from .conftest import Run
from .findings import RULES, analyse

APP = """\
import time
async def main():
\ttime.sleep(1)
    x = "日本 🙂"; requests.get("é")
    time.sleep(2)  # ignore
def helper(): ...
"""


@pytest.fixture(autouse=True)
def files(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, and findings made by hand."""
    monkeypatch.setattr(Check, "analyse", analyse)
    monkeypatch.setattr(catalogue, "all_rules", lambda: RULES)
    (project / "app.py").write_text(APP)


FULL = """\
error[blocking-sleep]: `time.sleep(1)` blocks the event loop
 --> app.py:3:2
  |
2 | async def main():
3 |     time.sleep(1)
  |     ^^^^^^^^^^^^^
  |
note: `helper` sleeps
 --> app.py:6:5
  |
6 | def helper(): ...
  |     ------
  |
help: Await `asyncio.sleep`

warning[blocking-http]: `requests.get("é")` blocks the event loop
 --> app.py:4:17
  |
3 |     time.sleep(1)
4 |     x = "日本 🙂"; requests.get("é")
  |                    ^^^^^^^^^^^^^^^^^
  |
note: `helper` sleeps
 --> app.py:6:5
  |
6 | def helper(): ...
  |     ------
  |
help: Run it in a thread (unsafe)
help: Await the chain: not here, `f` is passed by name
help: Never (unsafe)

Found 1 error, 1 warning in 1 file. 1 fixable with --fix (1 more with --fix --unsafe-fixes).
"""


def test_full(run: Run) -> None:
    assert run("check").out == FULL


def test_full_in_colours_says_the_same(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = run("check").out
    assert "\x1b[1;31merror[blocking-sleep]\x1b[0m" in out
    assert re.sub(r"\x1b\[[\d;]*m", "", out) == FULL
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("check").out == FULL


def test_full_with_a_range_over_lines(run: Run, project: Path) -> None:
    call = "time.sleep(\n    1,\n    2,\n    3,\n    4,\n)"
    (project / "app.py").write_text(f"async def main():\n    {call}\n")
    frame = """\
  |
1 | async def main():
2 |     time.sleep(
  |     ^^^^^^^^^^^
3 |     1,
  |     ^^
...
7 | )
  | ^
  |
"""
    assert frame in run("check").out


def test_full_shows_no_control_characters(run: Run, project: Path) -> None:
    (project / "app.py").write_text('"\x1b[2J\u202e"; time.sleep(1)\n')
    out = run("check").out
    assert '1 | "␛[2J�"; time.sleep(1)\n  |          ^^^^^^^^^^^^^' in out


def test_full_cuts_very_long_lines(run: Run, project: Path) -> None:
    (project / "app.py").write_text(f"{'x = 1; ' * 500}time.sleep(1); {'y = 2; ' * 500}\n")
    lines = run("check").out.splitlines()
    source, ruler = lines[3], lines[4]
    assert len(source) < 200
    assert source[ruler.index("^") : ruler.rindex("^") + 1] == "time.sleep(1)"


def test_concise(run: Run) -> None:
    assert run("check", "--output-format", "concise", "-q").out == (
        "app.py:3:2: error[blocking-sleep] `time.sleep(1)` blocks the event loop\n"
        'app.py:4:17: warning[blocking-http] `requests.get("é")` blocks the event loop\n'
    )


def place(line: int, column: int, end_column: int) -> dict[str, object]:
    return {
        "path": "app.py",
        "line": line,
        "column": column,
        "end_line": line,
        "end_column": end_column,
    }


HTTP = {
    "rule": "blocking-http",
    "family": "blocks",
    "severity": "warning",
    "message": '`requests.get("é")` blocks the event loop',
    **place(4, 17, 34),
    "related": [{**place(6, 5, 11), "message": "`helper` sleeps"}],
    "function": "app.main",
    "target": "requests.get",
    "fixes": [
        {
            "title": "Run it in a thread",
            "applicability": "unsafe",
            "edits": [{**place(4, 17, 34), "text": 'await client.get("é")'}],
        }
    ],
    "suppressed": False,
}


def test_json(run: Run, project: Path) -> None:
    (project / "bad.py").write_bytes(b"\xff")
    out = json.loads(run("check", "--output-format", "json").out)
    assert list(out) == ["version", "tool", "diagnostics", "errors", "summary"]
    assert (out["version"], out["tool"]["name"]) == (1, "asyncsense")
    assert [item["suppressed"] for item in out["diagnostics"]] == [False, False, True]
    assert out["diagnostics"][1] == HTTP
    assert list(out["diagnostics"][1]) == list(HTTP)
    assert out["errors"] == [{"path": "bad.py", "message": "not UTF-8"}]
    assert out["summary"].pop("seconds") >= 0
    assert out["summary"] == {"files": 2, "lines": 6, "calls": 4, "calls_resolved": 3}


def test_jsonl(run: Run) -> None:
    lines = run("check", "--output-format", "jsonl").out.splitlines()
    assert json.loads(lines[1]) == HTTP
    assert len(lines) == 3


def test_paths_are_relative_to_the_working_directory(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "sub").mkdir()
    monkeypatch.chdir(project / "sub")
    out = json.loads(run("check", "..", "--output-format", "json").out)
    assert out["diagnostics"][0]["path"] == "../app.py"


def test_sarif(run: Run, project: Path) -> None:
    (project / "a b").mkdir()
    (project / "app.py").rename(project / "a b" / "app.py")
    (project / "bad.py").write_bytes(b"\xff")
    log = json.loads(run("check", "--output-format", "sarif").out)
    assert log["version"] == "2.1.0"
    (sarif,) = log["runs"]
    assert sarif["columnKind"] == "unicodeCodePoints"
    rules = [rule["id"] for rule in sarif["tool"]["driver"]["rules"]]
    assert rules == ["blocking-sleep", "blocking-http", "blocking-cpu"]
    for result in sarif["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
    http = sarif["results"][1]
    assert http["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a%20b/app.py", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 4, "startColumn": 17, "endLine": 4, "endColumn": 34},
            },
            "logicalLocations": [{"fullyQualifiedName": "app.main"}],
        }
    ]
    assert http["relatedLocations"][0]["message"] == {"text": "`helper` sleeps"}
    (fix,) = http["fixes"]
    assert fix["description"] == {"text": "Run it in a thread"}
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 4, "startColumn": 17, "endLine": 4, "endColumn": 34},
            "insertedContent": {"text": 'await client.get("é")'},
        }
    ]
    assert [result["suppressions"] for result in sarif["results"]] == [
        [],
        [],
        [{"kind": "inSource"}],
    ]
    (invocation,) = sarif["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"] == {"text": "not UTF-8"}
    prints = [result["partialFingerprints"]["asyncsense/v1"] for result in sarif["results"]]
    assert len(set(prints)) == 3


def test_github(run: Run) -> None:
    assert run("check", "--output-format", "github").out == (
        "::error title=asyncsense (blocking-sleep),file=app.py,line=3,endLine=3,col=2,endColumn=14::"
        "app.py:3:2: [blocking-sleep] `time.sleep(1)` blocks the event loop\n"
        "::warning title=asyncsense (blocking-http),file=app.py,line=4,endLine=4,col=17,"
        'endColumn=33::app.py:4:17: [blocking-http] `requests.get("é")` blocks the event loop\n'
    )


def test_github_escapes_and_leaves_out_columns_of_many_lines(run: Run, project: Path) -> None:
    (project / "app.py").rename(project / "a,b.py")
    (project / "a,b.py").write_text("time.sleep(\n'100%')\n")
    assert run("check", "--output-format", "github").out == (
        "::error title=asyncsense (blocking-sleep),file=a%2Cb.py,line=1,endLine=2::"
        "a,b.py:1:1: [blocking-sleep] `time.sleep(%0A'100%25')` blocks the event loop\n"
    )


def test_gitlab(run: Run, project: Path) -> None:
    (project / "app.py").write_text("time.sleep(1)\ntime.sleep(1)\n")
    issues = json.loads(run("check", "--output-format", "gitlab").out)
    assert len({issue.pop("fingerprint") for issue in issues}) == 2
    assert issues[1] == {
        "description": "[blocking-sleep] `time.sleep(1)` blocks the event loop",
        "check_name": "blocking-sleep",
        "severity": "critical",
        "location": {"path": "app.py", "lines": {"begin": 2, "end": 2}},
    }


def test_junit(run: Run, project: Path) -> None:
    (project / "app.py").write_text("time.sleep('<\x0c>')\n")
    (project / "bad.py").write_bytes(b"\xff")
    root = ElementTree.fromstring(run("check", "--output-format", "junit").out)
    assert (root.tag, root.get("tests"), root.get("failures"), root.get("errors")) == (
        "testsuites",
        "2",
        "1",
        "1",
    )
    case = root.find("testsuite[@name='app.py']/testcase")
    assert case is not None
    assert (case.get("name"), case.get("line")) == ("blocking-sleep at 1:1", "1")
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("message") == "`time.sleep('<�>')` blocks the event loop"
    assert root.find("testsuite[@name='bad.py']/testcase/error[@message='not UTF-8']") is not None


def test_junit_without_problems_has_a_passed_case(run: Run, project: Path) -> None:
    (project / "app.py").write_text("x = 1\n")
    root = ElementTree.fromstring(run("check", "--output-format", "junit").out)
    assert root.find("testsuite/testcase") is not None
    assert (root.get("tests"), root.get("failures")) == ("1", "0")
