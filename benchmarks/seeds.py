"""Seeds mistakes into a copy of real projects and measures how many of them are found.

    python benchmarks/seeds.py --data DIR --python VENV --projects S,M --seed 7

Released code holds almost no lost `await`, so recall needs mistakes of our own. Kinds:
  statement   `await f()` on its own loses its `await`
  value       any other `await f()` loses it (assigned, compared, passed on; not returned)
  with        `async with` loses its `async`
  for         `async for` loses its `async`
A seed is found when a fitting diagnostic stands on its lines that was not there before. Findings
that are new and on no seed are listed: they are consequences of a seed, or false alarms.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import shutil
import sys
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from harness import (
    Finding,
    add_project_arguments,
    check_projects,
    checker,
    chosen,
    is_test,
    parse,
    parser,
    show,
)

KINDS = ("statement", "value", "with", "for")
FITTING = {
    "statement": ("missing-await", "missing-async-for"),
    "value": ("missing-await", "missing-async-with", "missing-async-for"),
    "with": ("missing-async-with", "missing-await"),
    "for": ("missing-async-for", "missing-await"),
}


@dataclass(frozen=True)
class Seed:
    """One mistake: a keyword that is dropped at a place."""

    project: str
    path: str
    line: int
    end_line: int
    """The last line of what has to be reported: a call, or the header of a statement."""
    column: int
    """In bytes, as `ast` counts; where the keyword stood."""
    kind: str
    callee: str

    @property
    def keyword(self) -> bytes:
        """What is dropped."""
        return b"await " if self.kind in ("statement", "value") else b"async "


def main() -> int:
    """Prints the share that is found; 1 when a project failed."""
    arguments = _arguments()
    kinds = set(arguments.kinds.split(","))
    if not kinds <= set(KINDS):
        sys.exit(f"--kinds takes {', '.join(KINDS)}")
    projects = chosen(arguments)
    seeds: list[Seed] = []
    for project in projects:
        # Seeded by name, so that a project's seeds do not depend on which others are chosen.
        source = random.Random(f"{arguments.seed} {project.name}")
        target = arguments.data / "seeded" / "corpus" / project.name
        copy_sources(arguments.data / "corpus" / project.name, target)
        seeds += _plant(target, project.name, kinds, arguments.share, source)
    using = checker(arguments)
    before = check_projects(using, arguments.data, projects)
    after = check_projects(using, arguments.data / "seeded", projects)
    failed = 1 if len(after) < len(projects) or len(before) < len(projects) else 0
    judged = [seed for seed in seeds if seed.project in before and seed.project in after]
    old = {_key(finding) for findings in before.values() for finding in findings}
    new = [one for findings in after.values() for one in findings if _key(one) not in old]
    found = {seed for seed in judged if any(_finds(finding, seed) for finding in _on(seed, new))}
    places = {(seed.project, seed.path, line) for seed in judged for line in _lines(seed)}
    others = [
        one
        for one in new
        if one["project"] in before
        and not any((*_file(one), line) in places for line in _span(one))
    ]
    if arguments.json:
        rows = [{**asdict(seed), "found": seed in found} for seed in judged]
        print(json.dumps({"seeds": rows, "others": others}, indent=1))
        return failed
    _print(judged, found)
    print(f"\nnew findings that are on no seed: {len(others)}")
    print(dict(Counter(one["rule"] for one in others).most_common()))
    for one in others[: arguments.show]:
        print(show(one, arguments.data / "seeded" / "corpus" / one["project"], 4))
    return failed


def _arguments() -> argparse.Namespace:
    arguments = parser(__doc__.partition("\n")[0])
    add_project_arguments(arguments, "S,M")
    arguments.add_argument("--seed", type=int, required=True, help="any number")
    arguments.add_argument(
        "--share", type=float, default=0.06, help="share of the places that is seeded"
    )
    arguments.add_argument("--kinds", default="statement,with", help=f"of {', '.join(KINDS)}")
    arguments.add_argument("--show", type=int, default=10, help="how many new findings to print")
    arguments.add_argument("--json", action="store_true")
    return parse(arguments)


def copy_sources(source: Path, target: Path) -> None:
    """Copies what an analysis reads of a project."""
    shutil.rmtree(target, ignore_errors=True)
    kept = (".py", ".pyi", ".toml", ".cfg", ".typed")

    def left_out(directory: str, names: list[str]) -> list[str]:
        files = [name for name in names if not (Path(directory) / name).is_dir()]
        return ["node_modules", *(name for name in files if not name.endswith(kept))]

    shutil.copytree(source, target, symlinks=True, ignore=left_out)


def _plant(
    root: Path, project: str, kinds: set[str], share: float, source: random.Random
) -> list[Seed]:
    planted = []
    for file in sorted(root.rglob("*.py")):
        try:
            content = file.read_bytes()
            tree = _parsed(content)
        except (OSError, SyntaxError, ValueError):
            continue
        path = file.relative_to(root).as_posix()
        chosen_here = [
            seed
            for seed in candidates(tree, project, path)
            if source.random() < share and seed.kind in kinds
        ]
        lines = content.split(b"\n")
        kept = [seed for seed in chosen_here if _drop(lines, seed)]
        changed = b"\n".join(lines)
        if kept and _compiles(changed):
            file.write_bytes(changed)
            planted += kept
    return planted


def _parsed(content: bytes) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(content.decode("utf-8"))


def _compiles(content: bytes) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(content, "seeded", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def candidates(tree: ast.Module, project: str, path: str) -> Iterable[Seed]:
    """The places of a module where a keyword can be lost."""
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    # `return f()` in a coroutine hands the awaitable on, which is no mistake by itself.
    returned = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Return)}
    for node in ast.walk(tree):
        match node:
            case ast.Await(value=ast.Call() as call) if id(node) not in returned:
                kind = "statement" if id(node) in statements else "value"
                end = call.end_lineno or call.lineno
                callee = call.func
            case ast.AsyncWith():
                kind, end, callee = "with", _header_end(node), node.items[0].context_expr
            case ast.AsyncFor():
                kind, end, callee = "for", _header_end(node), node.iter
            case _:
                continue
        name = ast.unparse(callee)[:100]
        yield Seed(project, path, node.lineno, end, node.col_offset, kind, name)


def _header_end(node: ast.AsyncWith | ast.AsyncFor) -> int:
    return max(node.lineno, node.body[0].lineno - 1)


def _drop(lines: list[bytes], seed: Seed) -> bool:
    line = lines[seed.line - 1]
    keyword = seed.keyword
    # A line with two of them is left alone: dropping one moves the other's column.
    if line[seed.column :].startswith(keyword) and line.count(keyword) == 1:
        lines[seed.line - 1] = line[: seed.column] + line[seed.column + len(keyword) :]
        return True
    return False


def _key(finding: Finding) -> tuple[str, str, int, str]:
    # Seeding moves columns, never lines.
    return finding["project"], finding["path"], finding["line"], finding["rule"]


def _file(finding: Finding) -> tuple[str, str]:
    return finding["project"], finding["path"]


def _on(seed: Seed, findings: list[Finding]) -> Iterable[Finding]:
    return (one for one in findings if _file(one) == (seed.project, seed.path))


def _lines(seed: Seed) -> range:
    return range(seed.line, seed.end_line + 1)


def _span(finding: Finding) -> range:
    return range(finding["line"], finding["end_line"] + 1)


def _finds(finding: Finding, seed: Seed) -> bool:
    meets = finding["line"] <= seed.end_line and finding["end_line"] >= seed.line
    return meets and finding["rule"] in FITTING[seed.kind]


def _print(seeds: list[Seed], found: set[Seed]) -> None:
    def share(of: Iterable[Seed]) -> str:
        group = list(of)
        hits = sum(seed in found for seed in group)
        return f"{hits:5d}/{len(group):<5d} {100 * hits / max(1, len(group)):5.1f} %"

    print(f"{'':12s} {'all':>19s} {'source':>19s} {'tests':>19s}")
    for kind in KINDS:
        group = [seed for seed in seeds if seed.kind == kind]
        if group:
            source = share(seed for seed in group if not is_test(seed.path))
            tests = share(seed for seed in group if is_test(seed.path))
            print(f"{kind:12s} {share(group):>19s} {source:>19s} {tests:>19s}")
    print("by project:")
    for project in dict.fromkeys(seed.project for seed in seeds):
        print(f"  {project:22s} {share(seed for seed in seeds if seed.project == project)}")
    missed = [seed for seed in seeds if seed not in found]
    print("missed:")
    for (kind, callee), count in Counter((seed.kind, seed.callee) for seed in missed).most_common(
        40
    ):
        first = next(seed for seed in missed if (seed.kind, seed.callee) == (kind, callee))
        print(f"  {count:4d} {kind:10s} {callee:50.50s} {first.project}/{first.path}:{first.line}")


if __name__ == "__main__":
    sys.exit(main())
