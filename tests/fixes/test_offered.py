"""Which fixes rules offer, and what comes of them; the cases in `offered/` are data.

    ### title
    async def main(): …             the text; the finding is the one that begins at the mark «
    ---> Run it in a thread
    async def main(): …             what that fix makes of it, or `cannot: reason`
    ---> Await `x` instead
    not offered                     no fix of that title

A title may name packages that the case imports: `(needs httpx)`; then it is checked only where
ASYNCSENSE_TEST_PYTHON is the path of an environment that has them. What a fix makes must be without
the finding and without any new one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rules.harness import ENVIRONMENT, Project, syntax_errors

from asyncsense.diagnostics import Applicability, Severity
from asyncsense.fixes.errors import CannotFixError

CASES = Path(__file__).parent / "offered"
FILE = "example.py"
NOT_OFFERED = "not offered"


@dataclass(frozen=True)
class Offer:
    """One text with its mark, and the results by title."""

    name: str
    marked: str
    results: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return self.marked.replace("«", "")


def _read(path: Path) -> Iterator[Offer]:
    for part in re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        marked, *parts = re.split(r"^---> ", body.rstrip("\n") + "\n", flags=re.MULTILINE)
        results = (one.partition("\n") for one in parts)
        yield Offer(
            f"{path.stem}: {title}", marked, tuple((name, text) for name, _, text in results)
        )


OFFERS = [offer for path in sorted(CASES.glob("*.txt")) for offer in _read(path)]


@pytest.mark.parametrize(
    "offer",
    [
        pytest.param(
            one,
            marks=pytest.mark.skipif(
                "(needs " in one.name and not ENVIRONMENT,
                reason="ASYNCSENSE_TEST_PYTHON names no environment",
            ),
        )
        for one in OFFERS
    ],
    ids=[one.name for one in OFFERS],
)
def test_offer(offer: Offer, tmp_path: Path) -> None:
    project = Project(tmp_path, {FILE: offer.text})
    diagnostics = project.diagnostics()
    before = Counter(one.rule for one in diagnostics if one.severity > Severity.HINT)
    start = offer.marked.index("«")
    (found, *others) = [one for one in diagnostics if one.span.start == start]
    assert all(one.fixes == found.fixes for one in others), "several findings begin there"
    fixes = {fix.title: fix for fix in found.fixes}
    for title, expected in offer.results:
        if expected.strip() == NOT_OFFERED:
            assert title not in fixes
            continue
        assert title in fixes, sorted(fixes)
        fix = fixes[title]
        if fix.applicability is Applicability.DISABLED:
            assert f"cannot: {fix.reason}\n" == expected
            continue
        try:
            texts = project.fixed(fix)
        except CannotFixError as error:
            assert f"cannot: {error}\n" == expected
            continue
        assert texts == {FILE: expected}
        assert not list(syntax_errors(texts))
        after = Counter(
            one.rule for one in project.diagnostics_with(texts) if one.severity > Severity.HINT
        )
        assert not after - before, "a new finding"
        assert after[found.rule] < before[found.rule] or found.severity == Severity.HINT
