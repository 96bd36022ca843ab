"""Every rule against its fixtures; `rules/harness.py` says how they read."""

from __future__ import annotations

from pathlib import Path

import pytest
from rules.harness import (
    ENVIRONMENT,
    Case,
    Project,
    differences,
    load_cases,
    problems_of_fixes,
    syntax_errors,
    with_crlf,
    with_emoji,
)

from asyncsense.rules import load_rules

CASES = load_cases()


def _parameters(cases: list[Case]) -> list[object]:
    """The cases under readable names; those that need packages wait for an environment."""
    return [
        pytest.param(
            case,
            id=case.id,
            marks=pytest.mark.skipif(
                bool(case.needs) and not ENVIRONMENT,
                reason=f"ASYNCSENSE_TEST_PYTHON names no environment with {case.needs}",
            ),
        )
        for case in cases
    ]


every_case = pytest.mark.parametrize("case", _parameters(CASES))
reported_case = pytest.mark.parametrize(
    "case", _parameters([case for case in CASES if case.expectations])
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_fixture_is_sound(case: Case) -> None:
    assert not list(syntax_errors(case.texts))
    assert bool(case.expectations) != case.must_be_silent


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.name)
def test_rule_has_fixtures(rule: object) -> None:
    cases = [case for case in CASES if case.rule == rule.name]
    assert any(case.must_be_silent for case in cases), "no false_alarms*.py or silent_*.py"
    assert any(
        expectation.rule == rule.name for case in cases for expectation in case.expectations
    ), "no line that expects the rule"


@every_case
def test_diagnostics(case: Case, tmp_path: Path) -> None:
    found = Project(tmp_path, case.texts).findings()
    assert not list(differences(case.expectations, found))


@reported_case
def test_each_fix_alone(case: Case, tmp_path: Path) -> None:
    problems = list(problems_of_fixes(Project(tmp_path, case.texts)))
    assert not problems, "\n".join(problems)


@every_case
def test_fix_all(case: Case, tmp_path: Path, update_golden: bool) -> None:
    fixed = Project(tmp_path / "before", case.texts).fix_all()
    assert not list(syntax_errors(fixed))
    assert Project(tmp_path / "after", fixed).fix_all() == fixed, "a second run changes more"
    if update_golden:
        case.write_golden(fixed)
    assert fixed == case.golden_texts()


@reported_case
def test_unsafe_fix_all(case: Case, tmp_path: Path) -> None:
    fixed = Project(tmp_path / "before", case.texts).fix_all(unsafe=True)
    assert not list(syntax_errors(fixed))
    again = Project(tmp_path / "after", fixed).fix_all(unsafe=True)
    assert again == fixed, "a second run changes more"


@reported_case
def test_crlf(case: Case, tmp_path: Path) -> None:
    found = Project(tmp_path / "lf", case.texts).findings()
    assert Project(tmp_path / "crlf", with_crlf(case.texts)).findings() == found


@reported_case
def test_emoji_before_statements(case: Case, tmp_path: Path) -> None:
    texts, expectations = with_emoji(case)
    assert not list(syntax_errors(texts))
    project = Project(tmp_path / "emoji", texts)
    assert not list(differences(expectations, project.findings()))
    plain = Project(tmp_path / "plain", case.texts).findings()
    marked = sorted((one.path, one.code) for one in project.findings())
    assert marked == sorted((one.path, one.code) for one in plain), "spans moved"
