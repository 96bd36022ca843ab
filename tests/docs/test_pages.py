"""What the pages written by hand say is so: links, output, options, settings."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from asyncsense.__main__ import COMMANDS
from asyncsense.cli.formats import FORMATS
from asyncsense.config import SettingsFinder
from asyncsense.config.settings import Settings, settings_of

REPOSITORY = Path(__file__).parents[2]
EXAMPLE = REPOSITORY / "examples" / "seven-patterns"
PAGES = {
    path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8")
    for folder in ("", "docs", "docs/rules", "examples/*", "benchmarks", "vscode-extension")
    for path in sorted(REPOSITORY.glob(f"{folder}/*.md".lstrip("/")))
}

every_page = pytest.mark.parametrize("page", PAGES)


def asyncsense(*arguments: str, cwd: Path) -> str:
    """What the command writes to stdout."""
    command = [sys.executable, "-P", "-m", "asyncsense", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def blocks(page: str, language: str) -> list[str]:
    """The code of a language in a page."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGES[page], re.MULTILINE | re.DOTALL)


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, without their heads."""
    lines = re.findall(r"^\| (.*) \|$", text, re.MULTILINE)
    return [re.split(r" (?<!\\)\| ", line) for line in lines if not line.startswith("---")]


@every_page
def test_links_lead_somewhere(page: str) -> None:
    folder = (REPOSITORY / page).parent
    links = re.findall(r"\]\((?!https?://)([^)#\s]*)(#[^)\s]*)?\)", PAGES[page])
    missing = [target for target, _ in links if target and not (folder / target).exists()]
    assert not missing
    for target, anchor in links:
        text = PAGES[page] if not target else _page_at(folder / target)
        assert not anchor or anchor[1:] in _anchors(text)


def _page_at(path: Path) -> str:
    return PAGES.get(path.resolve().relative_to(REPOSITORY).as_posix(), "")


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", ["README.md", "docs/settings.md"])
def test_settings_are_right(page: str, tmp_path: Path) -> None:
    tables = blocks(page, "toml")
    assert tables
    for number, table in enumerate(tables):
        file = tmp_path / str(number) / "pyproject.toml"
        file.parent.mkdir()
        file.write_text(table)
        given = tomllib.loads(table)["tool"]["asyncsense"]
        in_force = SettingsFinder({}).in_directory(str(file.parent))
        assert {key for key in given if in_force.origin_of(key) != "default"} == set(given)


def test_readme_names_settings_that_exist() -> None:
    table = PAGES["README.md"].partition("\n## Settings\n")[2].partition("\n## ")[0]
    named = {name for row in rows(table) for name in re.findall(r"`([\w-]+)`", row[0])}
    assert named <= set(settings_of(Settings))


def test_readme_shows_what_a_run_over_the_example_says() -> None:
    real = asyncsense("check", "--output-format", "concise", cwd=EXAMPLE).splitlines()
    (block,) = blocks("README.md", "text")
    shown = re.findall(r"^app/.*$", block, re.MULTILINE)
    assert len(shown) == 7
    assert not [line for line in shown if line not in real]


def test_readme_shows_what_explain_says() -> None:
    (session,) = (block for block in blocks("README.md", "console") if "explain" in block)
    command, _, shown = session.rpartition("$ asyncsense ")[2].partition("\n")
    assert asyncsense(*command.split(), cwd=EXAMPLE) == shown


def test_the_examples_table_is_all_that_is_found() -> None:
    found = json.loads(asyncsense("check", "--output-format", "json", cwd=EXAMPLE))
    real = sorted((one["path"], one["rule"]) for one in found["diagnostics"])
    told = [row for row in rows(PAGES["examples/seven-patterns/README.md"]) if row[0] != "file"]
    assert real == sorted((row[0].strip("`"), row[3].strip("`")) for row in told)


def test_the_command_line_is_described() -> None:
    page = PAGES["docs/cli.md"]
    for command in COMMANDS:
        assert f"asyncsense {command}" in page
    real = set(re.findall(r"--[\w-]+", asyncsense("check", "--help", cwd=REPOSITORY)))
    told = {name for row in rows(page) for name in re.findall(r"`(--[\w-]+)", row[0])}
    assert told == real - {"--help"}
    assert all(f"`{name}`" in page for name in FORMATS)


def test_json_is_as_described(tmp_path: Path) -> None:
    app = tmp_path / "app"
    app.mkdir()
    (app / "__init__.py").touch()
    (app / "helpers.py").write_text("import time\n\ndef wait():\n    time.sleep(1)\n")
    main = "from app.helpers import wait\n\nasync def serve():\n    wait()\n"
    (app / "main.py").write_text(main)
    real: dict[str, Any] = json.loads(asyncsense("check", "--output-format=json", cwd=tmp_path))
    (told,) = map(json.loads, blocks("docs/cli.md", "json"))
    for answer in (real, told):
        answer["summary"]["seconds"] = 0
    assert real == told


@every_page
def test_files_that_are_named_exist(page: str) -> None:
    named = re.findall(
        r"`((?:[\w.-]+/)+[\w.-]*\w\.(?:py|md|toml|lua|sh|txt)|scripts/\w+)`", PAGES[page]
    )
    roots = (REPOSITORY, REPOSITORY / "server" / "asyncsense", (REPOSITORY / page).parent)
    ours = [name for name in named if any((root / Path(name).parts[0]).exists() for root in roots)]
    assert not [name for name in ours if not any((root / name).exists() for root in roots)]


@every_page
def test_no_path_of_a_machine(page: str) -> None:
    assert not re.search(r"(?<![\w.])/(?:home|root|work|tmp|Users)/", PAGES[page])
