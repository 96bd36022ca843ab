"""What is made from the code is up to date, and the pages of rules say what the rules do."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from rules.harness import ENVIRONMENT, Project

from asyncsense.rules import load_rules
from asyncsense.rules.rule import Rule

REPOSITORY = Path(__file__).parents[2]
HEADINGS = (
    "Why is this bad?",
    "Example",
    "Use instead",
    "Fix safety",
    "When to ignore it",
    "References",
    "In other tools",
)
OPTIONAL = ("Fix safety", "References", "In other tools")

every_rule = pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.name)


def _generator() -> ModuleType:
    scripts = str(REPOSITORY / "scripts")
    sys.path.insert(0, scripts)
    try:
        return importlib.import_module("generate_docs")
    finally:
        sys.path.remove(scripts)


generate_docs = _generator()


def test_generated_files_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    status = generate_docs.main(["--check"])
    stale = capsys.readouterr().out.split()
    assert (status, stale) == (0, []), "run `python scripts/generate_docs.py`"


@every_rule
def test_page_has_its_headings(rule: Rule) -> None:
    page = generate_docs.page(rule)
    found = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert found == [one for one in HEADINGS if one in found or one not in OPTIONAL]
    assert re.match(r"[A-Z].*\.\n\n", page), "the first line is a sentence of its own"


@every_rule
def test_example_is_reported(rule: Rule, tmp_path: Path) -> None:
    blocks = code_blocks(rule, "Example")
    assert blocks
    for number, block in enumerate(blocks):
        assert rule.name in findings(rule, block, tmp_path / str(number))


@every_rule
def test_what_to_use_instead_is_not_reported(rule: Rule, tmp_path: Path) -> None:
    blocks = code_blocks(rule, "Use instead")
    assert blocks
    for number, block in enumerate(blocks):
        assert not findings(rule, block, tmp_path / str(number))


def code_blocks(rule: Rule, heading: str) -> list[str]:
    """The Python below a heading of the rule's page."""
    page = generate_docs.page(rule)
    part = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert part
    return re.findall(r"^```python\n(.*?)^```", part[1], re.MULTILINE | re.DOTALL)


def findings(rule: Rule, code: str, root: Path) -> set[str]:
    """The rules that report something worse than information in `code`, and `rule` if it does."""
    settings = f"[tool.asyncsense]\nextend-select = ['{rule.name}']\n"
    if re.search(r"^(import|from) (aiohttp|httpx|requests|sqlalchemy)\b", code, re.MULTILINE):
        if not ENVIRONMENT:
            pytest.skip("ASYNCSENSE_TEST_PYTHON names no environment")
    project = Project(root, {"pyproject.toml": settings, "example.py": code})
    return {
        one.rule
        for one in project.findings()
        if one.rule == rule.name or one.severity in ("error", "warning")
    }
