"""`check`: exit statuses, choices, fixes, baselines."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from asyncsense.cli import check, progress, watch
from asyncsense.diagnostics import Severity

from .conftest import Run

SLEEP = "import time\n\n\nasync def main():\n    time.sleep(1)\n"
HTTP = "import requests\n\n\nasync def main():\n    requests.get('u')\n"
BOTH = """\
import time
import requests


async def main():
    time.sleep(1)
    requests.get('u')
"""
BOTH_FIXED = """\
import asyncio
import time
import requests


async def main():
    await asyncio.sleep(1)
    requests.get('u')
"""
CPU = (
    "import hashlib\n\n\nasync def main():\n    hashlib.pbkdf2_hmac('sha256', b'', b'', 500_000)\n"
)


def rules_found(text: str) -> list[str]:
    return [item["rule"] for item in json.loads(text)["diagnostics"]]


# --- exit statuses


def test_nothing_found(run: Run, project: Path) -> None:
    (project / "app.py").write_text("x = 1\n")
    assert run("check") == (0, "Found no problems in 1 file.\n", "")


def test_something_found(run: Run, project: Path) -> None:
    (project / "app.py").write_text(SLEEP)
    assert run("check").status == 1


@pytest.mark.parametrize(
    ("source", "options", "status"),
    [
        (HTTP, ["--fail-on", "error"], 0),
        (HTTP, ["--fail-on", "warning"], 1),
        (HTTP, ["--exit-zero"], 0),
        (HTTP, ["--severity", "error"], 0),
        (CPU, ["--select", "all"], 0),
        (CPU, ["--select", "all", "--fail-on", "hint"], 1),
        (SLEEP.replace("(1)", "(1)  # asyncsense: ignore"), [], 0),
    ],
)
def test_what_makes_the_status(
    run: Run, project: Path, source: str, options: list[str], status: int
) -> None:
    (project / "app.py").write_text(source)
    assert run("check", *options).status == status


def test_a_file_that_cannot_be_analysed(run: Run, project: Path) -> None:
    (project / "bad.py").write_bytes(b"\xff\xfe")
    (project / "good.py").write_text("x = 1\n")
    status, out, err = run("check")
    assert (status, err) == (3, "asyncsense: bad.py: not UTF-8\n")
    assert out == "Found no problems in 2 files.\n"


def test_findings_come_before_files_that_cannot_be_analysed(run: Run, project: Path) -> None:
    (project / "bad.py").write_bytes(b"\xff\xfe")
    (project / "good.py").write_text(SLEEP)
    assert run("check").status == 1
    assert run("check", "--exit-zero").status == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "nowhere.py"], "no such file or directory: nowhere.py"),
        (
            ["check", "--select", "blocking-sleeep"],
            "command line: select: no rule or family is called `blocking-sleeep`; "
            "did you mean `blocking-sleep`?",
        ),
        (
            ["check", "--output-format", "xml"],
            "argument --output-format: invalid choice: 'xml' (choose from 'full', 'concise', "
            "'json', 'jsonl', 'sarif', 'github', 'gitlab', 'junit') (see asyncsense check --help)",
        ),
        (
            ["check", "--jobs", "0"],
            "argument --jobs: expected a number from 1 on, got '0' (see asyncsense check --help)",
        ),
        (["check", "-", "app.py"], "- (stdin) cannot be checked together with files"),
        (["check", "--write-baseline"], "--write-baseline needs --baseline FILE"),
        (["check", "--stdin-filename", "a.py"], "--stdin-filename is for use with -"),
        (
            ["check", "--baseline", "none.json"],
            "none.json: cannot be read: No such file or directory",
        ),
        (["check", "--output-file", "no/where"], "no/where: cannot be written: "),
        ([], "the following arguments are required: COMMAND (see asyncsense --help)"),
    ],
)
def test_wrong_use_is_one_line(run: Run, project: Path, arguments: list[str], message: str) -> None:
    (project / "app.py").write_text("x = 1\n")
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"asyncsense: {message}")
    assert err.count("\n") == 1


def test_bad_settings_are_one_line(run: Run, project: Path) -> None:
    (project / "app.py").write_text(SLEEP)
    (project / "asyncsense.toml").write_text("selct = []\n")
    file = project / "asyncsense.toml"
    message = f"asyncsense: {file}: selct: no such setting; did you mean `select`?\n"
    assert run("check") == (2, "", message)


def test_unknown_rule_in_a_file_below(run: Run, project: Path) -> None:
    (project / "sub").mkdir()
    (project / "sub" / "app.py").write_text(SLEEP)
    (project / "sub" / "asyncsense.toml").write_text("ignore = ['blcks']\n")
    status, _, err = run("check")
    assert status == 2
    assert "ignore: no rule or family is called `blcks`; did you mean `blocks`?" in err


def test_an_interrupt_is_silent(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "python_files", interrupt)
    assert run("check") == (130, "", "")


def test_a_bug_is_one_line_unless_asked_for_more(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(check, "python_files", fail)
    message = "asyncsense: internal error: RuntimeError: broken (check -v shows more)\n"
    assert run("check") == (2, "", message)
    with pytest.raises(RuntimeError):
        run("check", "-v")


def test_a_package_that_is_missing_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'pathspec'", name="pathspec")

    monkeypatch.setattr(check, "python_files", fail)
    status, _, error = run("check")
    assert (status, error) == (
        2,
        "asyncsense: `pathspec` is missing: install asyncsense again, with what it needs, "
        f"for {sys.executable}\n",
    )


def test_nobody_reads_the_output() -> None:
    """The output goes into a pipe that is closed: silence, and the status a shell knows."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [
        sys.executable,
        "-c",
        "import sys; from asyncsense.__main__ import main; sys.exit(main(['cache', 'info']))",
    ]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


# --- what is checked and reported


def test_select_starts_anew_and_ignore_adds(run: Run, project: Path) -> None:
    computing = CPU.partition("\n")
    (project / "app.py").write_text(f"import hashlib\n{BOTH}{computing[2].splitlines()[-1]}\n")
    (project / "asyncsense.toml").write_text("ignore = ['blocking-http']\n")
    json_of = ["check", "--output-format", "json"]
    assert rules_found(run(*json_of).out) == ["blocking-sleep"]
    assert rules_found(run(*json_of, "--select", "blocking-http").out) == ["blocking-http"]
    assert rules_found(run(*json_of, "--ignore", "blocking-sleep").out) == []
    added = run(*json_of, "--extend-select", "blocking-cpu").out
    assert rules_found(added) == ["blocking-sleep", "blocking-cpu"]
    ignoring = run(*json_of, "--select", "all", "--ignore", "blocking-cpu,blocking-sleep").out
    assert rules_found(ignoring) == ["blocking-http"]


def test_excluded_and_ignored_files(run: Run, project: Path) -> None:
    (project / ".git").mkdir()
    (project / ".gitignore").write_text("generated.py\n")
    for name in ("app.py", "generated.py", "old.py"):
        (project / name).write_text(SLEEP)
    paths = {
        item["path"] for item in json.loads(run("check", "--output-format=json").out)["diagnostics"]
    }
    assert paths == {"app.py", "old.py"}
    out = run("check", "--output-format=concise", "--exclude", "old*", "-q").out
    assert [line.partition(":")[0] for line in out.splitlines()] == ["app.py"]
    assert run("check", "--no-gitignore").out.endswith("in 3 files. 3 fixable with --fix.\n")
    assert run("check", "generated.py").status == 1


def test_no_files(run: Run) -> None:
    assert run("check") == (
        0,
        "Found no problems in 0 files.\n",
        "asyncsense: no Python files found\n",
    )


def test_stdin(run: Run, project: Path) -> None:
    status, out, _ = run(
        "check", "-", "--stdin-filename", "src/new.py", "--output-format=concise", "-q", stdin=SLEEP
    )
    assert (status, out) == (
        1,
        "src/new.py:5:5: error[blocking-sleep]: `time.sleep(1)` blocks the event loop\n".replace(
            "]: ", "] "
        ),
    )


def test_stdin_that_is_not_utf8(run: Run) -> None:
    assert run("check", "-", stdin=b"\xff") == (2, "", "asyncsense: stdin is not UTF-8\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX has named pipes")
def test_a_pipe_as_output_file_is_written_to(run: Run, project: Path) -> None:
    (project / "app.py").write_text(SLEEP)
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    status, out, _ = run("check", "--output-format", "concise", "--output-file", "pipe")
    assert (status, out) == (1, "")
    assert b"blocking-sleep" in os.read(reader, 10000)
    os.close(reader)


def test_output_file(run: Run, project: Path) -> None:
    (project / "app.py").write_text(SLEEP)
    status, out, _ = run("check", "--output-format", "json", "--output-file", "out.json")
    assert (status, out) == (1, "")
    assert rules_found((project / "out.json").read_text()) == ["blocking-sleep"]


def test_statistics(run: Run, project: Path) -> None:
    (project / "app.py").write_text(f"{BOTH}    time.sleep(2)\n    requests.get('v')  # noqa\n")
    status, out, _ = run("check", "--statistics")
    assert status == 1
    lines = out.splitlines()
    assert lines[:3] == ["2  blocking-sleep", "1  blocking-http", ""]
    assert "calls: 4 (100.0% resolved)" in lines
    assert "suppressed: 1" in lines
    assert "cache hits: 0 of 1 files" in lines


def test_statistics_leave_machine_formats_whole(run: Run, project: Path) -> None:
    (project / "app.py").write_text(SLEEP)
    _, out, err = run("check", "--statistics", "--output-format", "json")
    assert rules_found(out) == ["blocking-sleep"]
    assert "1  blocking-sleep" in err


def test_baseline_knows_problems_wherever_they_have_moved(run: Run, project: Path) -> None:
    app = project / "app.py"
    app.write_text(SLEEP)
    assert run("check", "--baseline", "base.json", "--write-baseline").status == 0
    assert run("check", "--baseline", "base.json") == (0, "Found no problems in 1 file.\n", "")
    app.write_text("import time\n\n\n" + SLEEP)
    assert run("check", "--baseline", "base.json").status == 0
    app.write_text(SLEEP + "    time.sleep(1)\n")
    assert "Found 1 error in 1 file." in run("check", "--baseline", "base.json").out


def test_a_baseline_of_something_else(run: Run, project: Path) -> None:
    (project / "app.py").write_text(SLEEP)
    (project / "base.json").write_text("[]")
    message = "asyncsense: base.json: not a baseline of asyncsense\n"
    assert run("check", "--baseline", "base.json") == (2, "", message)


def test_watch_checks_again_when_a_file_changes(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = project / "app.py"
    app.write_text("x = 1\n")
    contents = iter([None, SLEEP, None])

    def change(_seconds: float) -> None:
        content = next(contents, KeyboardInterrupt)
        if content is KeyboardInterrupt:
            raise KeyboardInterrupt
        if isinstance(content, str):
            app.write_text(content)

    monkeypatch.setattr(watch.time, "sleep", change)
    status, out, err = run("check", "--watch", "--output-format", "concise")
    assert (status, err) == (130, "")
    assert out.splitlines() == [
        "Found no problems in 1 file.",
        "app.py:5:5: error[blocking-sleep] `time.sleep(1)` blocks the event loop",
        "Found 1 error in 1 file. 1 fixable with --fix.",
    ]


# --- fixes


def test_fix(run: Run, project: Path) -> None:
    app = project / "app.py"
    app.write_bytes(b"\xef\xbb\xbf" + BOTH.replace("\n", "\r\n").encode())
    app.chmod(0o640)
    status, out, _ = run("check", "--fix", "--output-format", "concise")
    assert status == 1
    assert out.splitlines()[-1] == (
        "Fixed 1 problem (1 remaining). 1 fixable with --fix --unsafe-fixes."
    )
    fixed = BOTH_FIXED.replace("\n", "\r\n").encode()
    assert app.read_bytes() == b"\xef\xbb\xbf" + fixed
    assert app.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in project.iterdir()) == ["app.py", "pyproject.toml"]


def test_unsafe_fixes(run: Run, project: Path) -> None:
    (project / "app.py").write_text(BOTH)
    assert run("check", "--fix", "--unsafe-fixes") == (0, "Fixed 2 problems (0 remaining).\n", "")
    assert "await asyncio.to_thread(requests.get, 'u')" in (project / "app.py").read_text()


GATHER = """\
import asyncio
import requests


async def main():
    await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
    requests.get("u")
"""


def test_unsafe_fixes_of_hints_are_left_to_people(run: Run, project: Path) -> None:
    app = project / "app.py"
    app.write_text(GATHER)
    out = run("check", "--fix", "--unsafe-fixes", "--output-format", "concise").out
    assert out.splitlines()[-1] == "Fixed 1 problem (1 remaining)."
    assert "asyncio.gather(" in app.read_text()
    assert "asyncio.to_thread(requests.get" in app.read_text()
    (project / "pyproject.toml").write_text(
        '[tool.asyncsense]\nseverity = { gather-partial-failure = "information" }\n'
    )
    assert run("check", "--fix", "--unsafe-fixes").status == 0
    assert "asyncio.TaskGroup()" in app.read_text()


def test_what_is_not_shown_is_not_fixed(run: Run, project: Path) -> None:
    app = project / "app.py"
    app.write_text(BOTH)
    assert run("check", "--fix", "--unsafe-fixes", "--severity", "error").status == 0
    assert "requests.get(" in app.read_text()
    assert "time.sleep(" not in app.read_text()


def test_fixes_that_reach_other_functions_are_made_but_not_listed(run: Run, project: Path) -> None:
    app = project / "app.py"
    app.write_text(
        "import time\n\n\ndef helper():\n    time.sleep(1)\n\n\nasync def main():\n    helper()\n"
    )
    for output_format in ("json", "sarif"):
        out = run("check", "--output-format", output_format).out
        assert "Run it in a thread" in out
        assert "Await the chain" not in out
    assert run("check", "--fix", "--unsafe-fixes").status == 0
    assert app.read_text().endswith(
        "async def helper():\n    await asyncio.sleep(1)\n\n\nasync def main():\n    await helper()\n"
    )


def test_fix_follows_a_link(run: Run, project: Path) -> None:
    (project / "real.txt").write_text(SLEEP)
    (project / "app.py").symlink_to("real.txt")
    assert run("check", "--fix").status == 0
    assert (project / "app.py").is_symlink()
    assert "asyncio" in (project / "real.txt").read_text()


def test_fix_leaves_a_file_that_changed_meanwhile(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = project / "app.py"
    app.write_text(SLEEP)
    fixed = check.Analysis.fixed

    def fixed_too_late(
        self: check.Analysis, paths: list[str], *, unsafe: bool, lowest: Severity
    ) -> dict[str, str]:
        texts = fixed(self, paths, unsafe=unsafe, lowest=lowest)
        self.open(str(app), SLEEP)
        app.write_text("# somebody else's\n" + SLEEP)
        return texts

    monkeypatch.setattr(check.Analysis, "fixed", fixed_too_late)
    err = run("check", "--fix").err
    assert err == "asyncsense: app.py: changed while it was analysed; not fixed\n"
    assert app.read_text().startswith("# somebody else's")


def test_diff_shows_and_writes_nothing(run: Run, project: Path) -> None:
    source = "import asyncio, time\n\n\nasync def main():\n    time.sleep(1)"
    (project / "app.py").write_text(source)
    status, out, err = run("check", "--diff")
    assert (status, err) == (1, "asyncsense: 1 file would change\n")
    assert out == (
        "--- a/app.py\n"
        "+++ b/app.py\n"
        "@@ -2,4 +2,4 @@\n"
        " \n"
        " \n"
        " async def main():\n"
        "-    time.sleep(1)\n"
        "\\ No newline at end of file\n"
        "+    await asyncio.sleep(1)\n"
        "\\ No newline at end of file\n"
    )
    assert (project / "app.py").read_text() == source


def test_diff_without_changes(run: Run, project: Path) -> None:
    (project / "app.py").write_text(HTTP)
    assert run("check", "--diff") == (0, "", "asyncsense: nothing to fix\n")


def test_fix_stdin(run: Run) -> None:
    status, out, err = run("check", "-", "--fix", "--output-format", "concise", stdin=BOTH)
    assert status == 1
    assert out == BOTH_FIXED
    assert err.startswith("stdin.py:8:5: warning[blocking-http]")


def test_fix_with_a_format_for_programs(run: Run, project: Path) -> None:
    (project / "app.py").write_text(SLEEP)
    status, out, err = run("check", "--fix", "--output-format", "json")
    assert (status, rules_found(out)) == (0, [])
    assert err == "asyncsense: Fixed 1 problem (0 remaining).\n"


# --- progress


def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    for stream in (io.StringIO(), Terminal()):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress.ProgressBar(shown=True) as bar:
            for done in range(5):
                bar.tell("checking", done + 1, 5)
        assert bool(stream.getvalue()) == stream.isatty()
