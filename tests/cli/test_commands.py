"""The other commands: rules, explain, config, cache, server; and what start-up may import."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from asyncsense import __version__
from asyncsense.project.cache_directory import mark

from .conftest import Run


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"asyncsense {__version__}\n", "")


def test_rules(run: Run) -> None:
    head, *rows = run("rules").out.splitlines()
    assert head.split() == ["rule", "family", "severity", "default", "fix", "since"]
    assert ["blocking-sleep", "blocks", "error", "yes", "yes", "0.1"] in [
        row.split() for row in rows
    ]
    assert ["blocking-cpu", "blocks", "information", "-", "yes", "0.1"] in [
        row.split() for row in rows
    ]


def test_rules_as_json(run: Run) -> None:
    rows = json.loads(run("rules", "--output-format", "json").out)
    (row,) = [row for row in rows if row["rule"] == "blocking-sleep"]
    assert row.pop("summary").endswith(".")
    assert row == {
        "rule": "blocking-sleep",
        "family": "blocks",
        "severity": "error",
        "default": True,
        "fix": True,
        "since": "0.1",
    }


def test_explain_a_rule(run: Run) -> None:
    out = run("explain", "blocking-sleep").out
    assert out.startswith("# blocking-sleep\n\nblocks, error, since 0.1\n\n")
    assert "## Why is this bad?" in out


def test_explain_a_rule_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = run("explain", "blocking-sleep").out
    assert "\x1b[" in out
    assert "##" not in out


def test_explain_an_unknown_rule(run: Run) -> None:
    message = "asyncsense: no rule is called `blocking-slep`; did you mean `blocking-sleep`?\n"
    assert run("explain", "blocking-slep") == (2, "", message)


@pytest.fixture
def explained(project: Path) -> None:
    (project / "lib.py").write_text(
        "import time\n\n\nclass Client:\n    def fetch(self):\n        time.sleep(1)\n"
        "        return 1\n\n\ndef load():\n    return Client().fetch()\n"
    )
    (project / "app.py").write_text(
        "import lib\n\n\nasync def main():\n    x = lib.load()\n    return x\n"
    )


@pytest.mark.usefixtures("explained")
def test_explain_a_function(run: Run) -> None:
    assert run("explain", "app:main").out == (
        "`app.main` is a coroutine function  app.py:4\n"
        "├── the event loop runs it\n"
        "├── it returns a coroutine of `builtins.int`\n"
        "└── it blocks: it reaches `time.sleep`\n"
        "    └── `main` calls `lib.load`  app.py:5\n"
        "        └── `load` calls `lib.Client.fetch`  lib.py:11\n"
        "            └── `Client.fetch` calls `time.sleep`  lib.py:6\n"
        "                └── `time.sleep` blocks (sleep)\n"
    )


@pytest.mark.usefixtures("explained")
def test_explain_a_line(run: Run) -> None:
    out = run("explain", "app.py:5").out
    assert out.startswith("line 5  app.py:5\n└── `lib.load()`  app.py:5\n")
    assert "it calls the function `lib.load`" in out
    assert "it returns `builtins.int`" in out
    assert run("explain", "lib:Client.fetch").out == run("explain", "lib.py:5").out


@pytest.mark.usefixtures("explained")
@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("nowhere:main", "there is no module `nowhere`"),
        ("app:nothing", "no function in `app` is called `nothing`"),
        ("nowhere.py:3", "no such file: nowhere.py"),
    ],
)
def test_explain_an_unknown_place(run: Run, place: str, message: str) -> None:
    assert run("explain", place) == (2, "", f"asyncsense: {message}\n")


@pytest.mark.usefixtures("explained")
def test_explain_a_line_with_nothing_on_it(run: Run) -> None:
    status, out, err = run("explain", "app.py:2")
    assert (status, out) == (2, "")
    assert "line 2 of " in err


def test_config(run: Run, project: Path) -> None:
    (project / "pyproject.toml").write_text(
        '[project]\nrequires-python = ">=3.12"\n[tool.asyncsense]\nignore = ["blocking-http"]\n'
        'per-file-ignores = { "tests/**" = ["blocks"] }\n'
    )
    lines = run("config").out.splitlines()
    assert 'target-version = "3.12"  # pyproject.toml (project.requires-python)' in lines
    assert 'ignore = ["blocking-http"]  # pyproject.toml' in lines
    assert 'per-file-ignores = { "tests/**" = ["blocks"] }  # pyproject.toml' in lines
    assert 'select = ["default"]  # default' in lines


def test_config_as_json(run: Run, project: Path) -> None:
    (project / "asyncsense.toml").write_text('ignore = ["blocks"]\n')
    (project / "app.py").write_text("")
    out = json.loads(run("config", "app.py", "--output-format", "json").out)
    file = str(project / "asyncsense.toml")
    assert out["file"] == file
    assert out["settings"]["ignore"] == {"value": ["blocks"], "origin": file}


def test_config_of_nothing(run: Run) -> None:
    assert run("config", "gone").status == 2


def test_schema(run: Run) -> None:
    out = json.loads(run("config", "--schema").out)
    assert "blocking-sleep" in out["definitions"]["name"]["enum"]


def test_cache(run: Run, project: Path) -> None:
    directory = project / "cache"
    assert mark(str(directory))
    (directory / "entry").write_bytes(b"x" * 200_000)
    assert run("cache", "info", "--cache-dir", "cache").out == f"{directory}: 1 file, 0.2 MB\n"
    out = run("cache", "clean", "--cache-dir", "cache").out
    assert out == f"Removed 1 file, 0.2 MB from {directory}\n"
    assert not directory.exists()
    assert run("cache", "clean", "--cache-dir", "cache").status == 0


def test_a_directory_of_somebody_else_is_not_removed(run: Run, project: Path) -> None:
    (project / "home").mkdir()
    (project / "home" / "letter").write_text("dear")
    status, _, err = run("cache", "clean", "--cache-dir", "home")
    assert (status, err.count("\n")) == (2, 1)
    assert (project / "home" / "letter").exists()


@pytest.mark.parametrize("address", ["nowhere", "host:", "host:x", "host:70000"])
def test_server_addresses(run: Run, address: str) -> None:
    status, _, err = run("server", "--tcp", address)
    assert status == 2
    assert f"argument --tcp: expected HOST:PORT, got '{address}'" in err


def test_start_up_imports_neither_the_server_nor_rich() -> None:
    code = (
        "import sys; from asyncsense.__main__ import main; main(['rules', '--help']); "
        "heavy = {'pygls', 'lsprotocol', 'jedi', 'rich', 'asyncio', 'pathspec'}; "
        "sys.exit(', '.join(heavy & sys.modules.keys()) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        ([], {"tcp": None, "ws": None, "pipe": None}),
        (["--stdio"], {"tcp": None, "ws": None, "pipe": None}),
        (["--tcp", "localhost:80"], {"tcp": ("localhost", 80), "ws": None, "pipe": None}),
        (["--ws", "[::1]:80"], {"tcp": None, "ws": ("::1", 80), "pipe": None}),
        (["--pipe", "/tmp/p"], {"tcp": None, "ws": None, "pipe": "/tmp/p"}),
    ],
)
def test_server(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    given: dict[str, object],
) -> None:
    calls = []

    def serve(**options: object) -> int:
        calls.append(options)
        return 7

    module = ModuleType("asyncsense.lsp.server")
    monkeypatch.setattr(module, "serve", serve, raising=False)
    monkeypatch.setitem(sys.modules, "asyncsense.lsp.server", module)
    assert run("server", *arguments).status == 7
    assert calls == [given]
