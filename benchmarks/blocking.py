"""Writes blocking calls into a copy of real projects and measures how many of them are found.

    python benchmarks/blocking.py --data DIR --python VENV --projects S,M --seed 7 --size 16

Each goes to the start of a coroutine, at most one a file: the call itself, or a call of a new helper in
another file that leads to it. Kinds:
  direct       `time.sleep(1)`
  function     through up to four functions
  method       through a method of a base class, or `with`
  constructor  through `__init__`, or a method and a property
A call is found when a `blocking-*` diagnostic stands on its line.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from harness import add_project_arguments, check_projects, checker, chosen, is_test, parse, parser
from seeds import copy_sources

KINDS = ("direct", "function", "method", "constructor")
# The module to import, and the call.
CALLS = (
    ("time", "time.sleep(1)"),
    ("requests", 'requests.get("http://localhost")'),
    ("urllib.request", 'urllib.request.urlopen("http://localhost")'),
    ("subprocess", 'subprocess.run(["ls"])'),
    ("os", 'os.system("ls")'),
    ("sqlite3", 'sqlite3.connect("orders.db")'),
    ("socket", 'socket.create_connection(("localhost", 1))'),
    ("socket", 'socket.gethostbyname("localhost")'),
    ("smtplib", 'smtplib.SMTP("localhost")'),
    ("queue", "queue.Queue().get()"),
    ("threading", "threading.Event().wait()"),
    ("shutil", 'shutil.rmtree("orders")'),
    ("builtins", 'open("orders").read()'),
    ("builtins", 'input("Name? ")'),
)
METHODS = """

class Base:
    def low(self):
        return {call}


class Worker(Base):
    def high(self):
        return self.low()

    def __enter__(self):
        self.high()
        return self

    def __exit__(self, *error):
        return None
"""
CONSTRUCTORS = """

class Loader:
    def __init__(self):
        self.value = self.load()

    def load(self):
        return {call}

    @property
    def fresh(self):
        return self.load()


class Owner:
    def __init__(self, loader=None):
        self.loader = loader or Loader()

    def refresh(self):
        return self.loader.fresh
"""


@dataclass(frozen=True)
class Planted:
    """One blocking call, or the call that leads to it."""

    project: str
    path: str
    line: int
    kind: str
    call: str


def main() -> int:
    """Prints the share that is found; 1 when a project failed."""
    arguments = _arguments()
    projects = chosen(arguments)
    planted: list[Planted] = []
    for project in projects:
        source = random.Random(f"{arguments.seed} {project.name}")
        target = arguments.data / "blocking" / "corpus" / project.name
        copy_sources(arguments.data / "corpus" / project.name, target)
        planted += _plant(target, project.name, arguments.size, source)
    found = check_projects(checker(arguments), arguments.data / "blocking", projects)
    reported = {
        (one["project"], one["path"], one["line"])
        for findings in found.values()
        for one in findings
        if one["rule"].startswith("blocking-")
    }
    rows = [(one, (one.project, one.path, one.line) in reported) for one in planted]
    if arguments.json:
        print(json.dumps([{**asdict(one), "found": is_found} for one, is_found in rows], indent=1))
    else:
        for kind in KINDS:
            hits = [is_found for one, is_found in rows if one.kind == kind]
            print(f"{kind:12s} {sum(hits):5d}/{len(hits)}")
        for one, is_found in rows:
            if not is_found:
                print(f"missed: {one.project}/{one.path}:{one.line} {one.kind} {one.call}")
    return 1 if len(found) < len(projects) else 0


def _arguments() -> argparse.Namespace:
    arguments = parser(__doc__.partition("\n")[0])
    add_project_arguments(arguments, "S,M")
    arguments.add_argument("--seed", type=int, required=True, help="any number")
    arguments.add_argument("--size", type=int, default=16, help="how many a project (default: 16)")
    arguments.add_argument("--json", action="store_true")
    return parse(arguments)


def _plant(root: Path, project: str, size: int, source: random.Random) -> list[Planted]:
    places = [
        (file, statement)
        for file in sorted(root.rglob("*.py"))
        if (file.parent / "__init__.py").exists() and not is_test(str(file.relative_to(root)))
        for statement in _first_statements(file)
    ]
    source.shuffle(places)
    planted: list[Planted] = []
    taken: set[Path] = set()
    for file, statement in places:
        if file in taken or len(planted) == size:
            continue
        taken.add(file)
        kind = KINDS[len(planted) % len(KINDS)]
        module, call = source.choice(CALLS)
        helper = f"planted_{len(planted)}"
        text, code = _written(kind, f"{_package(file)}.{helper}", module, call, source)
        lines = file.read_text(encoding="utf-8").split("\n")
        lines[statement.lineno - 1 : statement.lineno - 1] = [
            " " * statement.col_offset + line for line in code
        ]
        file.write_text("\n".join(lines), encoding="utf-8")
        if text:
            (file.parent / f"{helper}.py").write_text(text, encoding="utf-8")
        path = file.relative_to(root).as_posix()
        planted.append(Planted(project, path, statement.lineno + 1, kind, code[1]))
    return planted


def _first_statements(file: Path) -> Iterator[ast.stmt]:
    """The first plain statement of each coroutine of a file, on a line of its own."""
    try:
        text = file.read_text(encoding="utf-8")
        tree = ast.parse(text)
    except (OSError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncFunctionDef) and not node.decorator_list:
            has_docstring = ast.get_docstring(node) is not None
            first = node.body[has_docstring] if len(node.body) > has_docstring else node.body[0]
            # `) -> None: ...` begins no line.
            begins = not text.split("\n")[first.lineno - 1].encode()[: first.col_offset].strip()
            if begins and isinstance(first, (ast.Assign, ast.Expr, ast.If)):
                if not (has_docstring and first is node.body[0]):
                    yield first


def _package(file: Path) -> str:
    names: list[str] = []
    folder = file.parent
    while (folder / "__init__.py").exists():
        names.insert(0, folder.name)
        folder = folder.parent
    return ".".join(names)


def _written(
    kind: str, helper: str, module: str, call: str, source: random.Random
) -> tuple[str, list[str]]:
    """The text of the helper's file, and the lines that go into the coroutine: an import and a call."""
    head = f"import {module}\n"
    if kind == "direct":
        return "", [f"import {module}", call]
    if kind == "function":
        depth = source.randint(1, 3)
        steps = [f"\n\ndef step0():\n    return {call}\n"]
        steps += [f"\n\ndef step{i}():\n    return step{i - 1}()\n" for i in range(1, depth + 1)]
        return head + "".join(steps), [f"from {helper} import step{depth}", f"step{depth}()"]
    if kind == "method":
        used = source.choice(("Worker().high()", "with Worker(): pass"))
        return head + METHODS.format(call=call), [f"from {helper} import Worker", used]
    used = source.choice(("Owner()", "Owner().refresh()"))
    return head + CONSTRUCTORS.format(call=call), [f"from {helper} import Owner", used]


if __name__ == "__main__":
    sys.exit(main())
