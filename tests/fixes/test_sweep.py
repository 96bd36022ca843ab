"""The measure of `benchmarks/fixes.py`, on some fixes of the rules' own fixtures, in all dresses.

The benchmark does the same with all fixes in real projects.
"""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from rules.harness import ENVIRONMENT, Project, load_cases

from asyncsense.checker import check
from asyncsense.rules import load_rules

SEED = 7
FIXES_OF_A_RULE = 2


def _load_judge() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "fix_judge.py"
    spec = importlib.util.spec_from_file_location("fix_judge", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fix_judge"] = module
    spec.loader.exec_module(module)
    return module


judge = _load_judge()


@pytest.mark.parametrize("dress", judge.VARIANTS)
@pytest.mark.parametrize("rule", [rule.name for rule in load_rules()])
def test_fixes_are_right(rule: str, dress: str, tmp_path: Path) -> None:
    source = random.Random(f"{SEED} {rule} {dress}")
    cases = [one for one in load_cases([rule]) if one.expectations and one.source.is_file()]
    cases = [one for one in cases if ENVIRONMENT or not one.needs]
    if not cases:
        pytest.skip("no case of one file")
    case = source.choice(cases)
    ((name, text),) = case.texts.items()
    lines = {one.line for one in case.expectations}
    name, text = judge.variant(name, text, dress, lines) or (name, text)
    project = Project(tmp_path, {name: text})
    path = project.absolute(name)
    project.workspace.open(path, text, 1)
    snapshot = project.snapshot()
    found = [one for one in check(snapshot, path).diagnostics if not one.suppressed]
    offered = [(one, fix) for one in found for fix in one.fixes]
    for one, fix in source.sample(offered, min(FIXES_OF_A_RULE, len(offered))):
        verdict = judge.verdict(snapshot, one, fix)
        assert verdict.outcome != judge.WRONG, verdict
