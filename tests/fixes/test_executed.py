"""Fixed code is run: it must end, warn of nothing, and not block its event loop.

`cases/executed/` holds modules with a coroutine function `main`. The first line names a rule and a
fix, which is made until the rule offers it no more; `# needs: …` names packages. What happens is watched by
an audit hook: of what blocks, nothing may happen in a thread where an event loop runs. No clock is asked.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rules.harness import ENVIRONMENT, Project

CASES = Path(__file__).parent / "cases" / "executed"
FILE = "example.py"
EXPECTED = {
    "sleep_twin": "'slept'",
    "read_text": "'é'",
    "block": "(4, False, True)",
    "loop": "3",
    "collected": "['example.py', 'lines.txt', 'run.py']",
    "expression": "3",
    "subprocess_run": "'hi'",
    "sqlite": "[('é',)]",
    "awaits": "('1 1', -1)",
    "gathered": "(6, False)",
    "each_in_a_list": "False",
    "task_in_set": "[1]",
    "task_in_group": "[0, 1, 2]",
    "gather_in_group": "(2, 4, [2, 4, 6])",
    "gather_checked": "'é'",
    "callback_in_thread": "[3]",
    "callback_of_loop": "[(1, 2), (3,)]",
    "awaited_without_thread": "(2, 4)",
    "async_for": "([1, 2], [2, 1], 1, [2])",
    "async_with": "True",
    "nested_loop": "'é'",
    "busy_loop": "'set'",
    "cross_thread": "True",
    "cancellation": "True",
    "server_handler": "'é'",
    "http_client": "('GET', 200)",
    "http_in_thread": "1",
    "endpoint": "{'name': 'é'}",
    "async_driver": "0",
    "redis_client": "'é'",
    "chain": "(-1, '1')",
    "listed": "(6, '012')",
    "own_loop": "['é']",
    "called_and_awaited": "'é'",
    "not_awaited": "'é!'",
    "threadsafe_call": "True",
    "submitted": "['é']",
    "scheduled": "['é']",
    "unpacked": "[0, 2, 4]",
    "gather_raises": "'é'",
    "test_case": "(['é'], True)",
}
RUNNER = """
import asyncio
import logging
import sys
import time

if sys.version_info < (3, 13):
    # It does not tell anybody itself.
    sleep = time.sleep

    def told(seconds):
        sys.audit("time.sleep", seconds)
        sleep(seconds)

    time.sleep = told

import example

# A slow machine is no finding.
logging.getLogger("asyncio").setLevel(logging.ERROR)

blocked = []
WATCHED = {"time.sleep", "sqlite3.connect", "socket.getaddrinfo", "os.scandir"}


def watch(event, arguments):
    is_ours = event == "open" and str(arguments[0]).endswith((".txt", ".db"))
    is_ours = is_ours or (event == "subprocess.Popen" and arguments[0] == sys.executable)
    yields = event == "time.sleep" and arguments == (0,)
    if (event in WATCHED and not yields) or is_ours:
        if asyncio._get_running_loop() is not None:
            blocked.append((event, arguments))


sys.addaudithook(watch)
print(repr(asyncio.run(example.main())), blocked)
"""


def executed(folder: Path, code: str, python: str) -> subprocess.CompletedProcess[str]:
    for name, text in {FILE: code, "run.py": RUNNER, "lines.txt": "a\n\nb\n"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return subprocess.run(
        [python, "-B", "-X", "dev", "-W", "error", "run.py"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": "", "PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )


def fixed(code: str, rule: str, title: str, folder: Path) -> str:
    """The code after all fixes of that title, one by one."""
    for _ in range(9):
        project = Project(folder, {FILE: code})
        fixes = [
            fix
            for diagnostic in project.diagnostics()
            if diagnostic.rule == rule
            for fix in diagnostic.fixes
            if fix.title == title
        ]
        if not fixes:
            break
        code = project.fixed(fixes[0])[FILE]
    return code


@pytest.mark.parametrize("path", sorted(CASES.glob("*.py")), ids=lambda path: path.stem)
def test_fixed_code_runs(path: Path, tmp_path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    needs = re.search(r"^# needs: (.+)", code, re.MULTILINE)
    if needs and not ENVIRONMENT:
        pytest.skip(f"ASYNCSENSE_TEST_PYTHON names no environment with {needs[1]}")
    python = sys.executable
    if needs:
        python = str(Path(ENVIRONMENT or "") / "bin" / "python")
    rule, title = re.match(r"# fix: ([\w-]+): (.+)", code).groups()  # type: ignore[union-attr]
    result = fixed(code, rule, title, tmp_path / "check")
    assert result != code
    (tmp_path / "run").mkdir()
    run = executed(tmp_path / "run", result, python)
    assert (run.stdout.strip(), run.stderr) == (f"{EXPECTED[path.stem]} []", ""), result
