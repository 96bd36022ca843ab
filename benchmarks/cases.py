"""Bug cases: one real bug a line of JSON, with the release that has it and the one without."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Release:
    """One released artifact, or one commit of a repository."""

    source: str
    package: str
    version: str
    file: str

    def directory(self, data: Path) -> Path:
        """Where it is unpacked."""
        # A release can exist as wheel and as sdist, and both may be wanted.
        suffix = "-sdist" if self.file and not self.file.endswith(".whl") else ""
        name = self.package.replace("/", "+")
        return data / "bugs" / f"{name}-{self.version[:12]}{suffix}"


@dataclass(frozen=True)
class Case:
    """One bug: where it stands, and what a tool has to say there."""

    id: str
    project: str
    category: str
    also: tuple[str, ...]
    inferable: str
    shape: str
    quote: str
    path: str
    fixed_path: str
    line: int
    end_line: int
    function: str
    """Qualified name of the function that has the bug."""
    fix_kind: str
    """What was done about it."""
    buggy: Release
    fixed: Release | None


def read_cases(path: Path, ids: str | None = None) -> list[Case]:
    """The cases of a file; only those named in `ids`, if given."""
    wanted = set(ids.split(",")) if ids else None
    lines = path.read_text(encoding="utf-8").splitlines()
    cases = [_case(json.loads(line)) for line in lines if line.strip()]
    return [case for case in cases if wanted is None or case.id in wanted]


def _case(raw: dict[str, Any]) -> Case:
    source, package = raw["source"], raw["package"]
    also = raw.get("also") or ()
    fixed_version = raw.get("fixed_version")
    return Case(
        id=raw["id"],
        project=raw["project"],
        category=raw["category"],
        also=(also,) if isinstance(also, str) else tuple(also),
        inferable=raw["inferable"],
        shape=raw["shape"],
        quote=raw["quote"],
        path=raw["path"],
        fixed_path=raw.get("fixed_path") or raw["path"],
        line=raw["line"],
        end_line=raw.get("end_line") or raw["line"],
        function=raw.get("function") or "",
        fix_kind=raw.get("fix_kind") or "",
        buggy=Release(source, package, raw["buggy_version"], raw.get("file") or ""),
        fixed=Release(source, package, fixed_version, raw.get("fixed_file") or "")
        if fixed_version
        else None,
    )


def import_root(release: Path, path: str) -> Path:
    """The directory that the outermost package around `path` is imported from."""
    directory = release
    for name in Path(path).parent.parts:
        if (directory / name / "__init__.py").exists():
            break
        directory /= name
    return directory
