"""Calls as the libraries' users write them: `calls/*.py` say on each line what is reported there.

They are checked twice: where no library is installed, so that only the stubs tell, and where all are
(see `test_libraries.py`).
"""

import os
import re
from pathlib import Path

import pytest

from asyncsense.checker import check
from asyncsense.engine import Workspace

FILES = sorted((Path(__file__).parent / "calls").glob("*.py"))
INSTALLED = os.environ.get("ASYNCSENSE_LIBRARIES_VENV")
EXPECTED = re.compile(r"[ \t]*# expect: (.+)")


def differences(file: Path, root: Path, python: str) -> list[str]:
    """What is reported and not expected, or the other way round, by line."""
    lines = file.read_text(encoding="utf-8").splitlines()
    path = root / file.name
    path.write_text("\n".join(EXPECTED.sub("", line) for line in lines), encoding="utf-8")
    snapshot = Workspace(str(root), {"python": python}).snapshot()
    report = check(snapshot, str(path))
    found: list[list[str]] = [[] for _ in lines]
    for one in report.diagnostics:
        line = snapshot.document(str(path)).position(one.span.start).line
        found[line - 1].append(one.rule)
    expected = [match[1].split(" | ") if (match := EXPECTED.search(line)) else [] for line in lines]
    return [
        f"{file.name}:{number}: {' | '.join(has) or 'nothing'} instead of "
        f"{' | '.join(wanted) or 'nothing'}: {line.strip()}"
        for number, (line, wanted, has) in enumerate(zip(lines, expected, found, strict=True), 1)
        if sorted(wanted) != sorted(has)
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_with_nothing_installed(file: Path, tmp_path: Path) -> None:
    (tmp_path / "empty" / "lib" / "python3" / "site-packages").mkdir(parents=True)
    (tmp_path / "project").mkdir()
    assert not differences(file, tmp_path / "project", str(tmp_path / "empty"))


@pytest.mark.skipif(not INSTALLED, reason="ASYNCSENSE_LIBRARIES_VENV is not set")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_with_everything_installed(file: Path, tmp_path: Path) -> None:
    assert INSTALLED is not None
    assert not differences(file, tmp_path, INSTALLED)


def test_there_are_enough_of_them() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in FILES)
    assert len(EXPECTED.findall(text)) >= 350
