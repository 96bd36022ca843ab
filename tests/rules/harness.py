"""Reads rule fixtures and tells how the findings of a check differ from what they expect.

`tests/rules/<rule>/` holds cases. A file is a case of one module, a folder a project of several.
`<case>.fixed.py` (or `<folder>.fixed/`, with the changed files only) is what fix-all makes of it;
a case without one has nothing that fix-all would change. `false_alarms*` and `silent_*` expect
nothing.

A line says what is reported on it, at its end: `# expect: RULE`, `# expect: RULE some words of the
message` or `# expect: RULE[severity]`, several separated by ` | `. These comments are taken away
before the check. A first line `# needs: aiohttp, redis` names packages that the case imports: it runs only where
ASYNCSENSE_TEST_PYTHON is the path of a virtual environment with `tests/requirements-fixtures.txt`.

`python tests/rules/harness.py [RULE…]` prints what is found, missed and wrong by rule.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from asyncsense.checker import check
from asyncsense.diagnostics import Applicability, Diagnostic, Fix, Severity
from asyncsense.engine import Snapshot, Workspace
from asyncsense.fixer import complete, fix_all
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.lower import lower
from asyncsense.text import apply_edits

RULES = Path(__file__).parent
ENVIRONMENT = os.environ.get("ASYNCSENSE_TEST_PYTHON")

_EXPECT = re.compile(r"[ \t]*# expect: (?P<items>.*?)[ \t]*(?=\r?$)", re.MULTILINE)
_ITEM = re.compile(r"(?P<rule>[\w-]+)(\[(?P<severity>\w+)\])?(?P<message>.*)")
_NEEDS = re.compile(r"# needs: (.+)")

Texts = dict[str, str]
"""Texts of a project by path relative to its root, with `/`."""


@dataclass(frozen=True, order=True)
class Expectation:
    path: str
    line: int
    rule: str
    severity: str
    """A label, or empty: any."""
    message: str
    """A part of it."""

    def __str__(self) -> str:
        words = (f"{self.path}:{self.line}:", self.severity, self.rule, self.message)
        return " ".join(word for word in words if word)

    def is_met_by(self, finding: Finding) -> bool:
        return (
            (self.path, self.line, self.rule) == (finding.path, finding.line, finding.rule)
            and self.severity in ("", finding.severity)
            and self.message in finding.message
        )


@dataclass(frozen=True, order=True)
class Finding:
    """A diagnostic as fixtures speak of it; `code` is the first line of the text it marks."""

    path: str
    line: int
    rule: str
    severity: str
    message: str
    code: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity} {self.rule}: {self.message}"


@dataclass(frozen=True)
class Case:
    """One fixture, without its expectation comments."""

    rule: str
    name: str
    source: Path
    texts: Texts
    expectations: tuple[Expectation, ...]
    needs: str

    @property
    def id(self) -> str:
        return f"{self.rule}/{self.name}"

    @property
    def must_be_silent(self) -> bool:
        return self.name.startswith(("false_alarms", "silent_"))

    @property
    def golden(self) -> Path:
        return self.source.with_name(f"{self.name}.fixed{self.source.suffix}")

    def golden_texts(self) -> Texts:
        """What fix-all is to make of the case: all its files."""
        if self.source.is_dir():
            return self.texts | (_read_folder(self.golden) if self.golden.is_dir() else {})
        if self.golden.is_file():
            return {self.source.name: _read(self.golden)}
        return self.texts

    def write_golden(self, texts: Texts) -> None:
        changed = {path: text for path, text in texts.items() if text != self.texts.get(path)}
        if self.source.is_dir():
            shutil.rmtree(self.golden, ignore_errors=True)
        else:
            self.golden.unlink(missing_ok=True)
        for path, text in changed.items():
            _write(self.golden / path if self.source.is_dir() else self.golden, text)


def load_cases(rules: Iterable[str] = ()) -> list[Case]:
    """All cases, or those of `rules`."""
    wanted = set(rules)
    folders = (folder for folder in sorted(RULES.iterdir()) if folder.is_dir())
    return [
        _load_case(folder.name, source)
        for folder in folders
        if folder.name != "__pycache__" and (not wanted or folder.name in wanted)
        for source in sorted(folder.iterdir())
        if ".fixed" not in source.suffixes
        if source.suffix == ".py" or (source.is_dir() and source.name != "__pycache__")
    ]


def _load_case(rule: str, source: Path) -> Case:
    annotated = _read_folder(source) if source.is_dir() else {source.name: _read(source)}
    expectations: list[Expectation] = []
    for path, text in annotated.items():
        for match in _EXPECT.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            for item in match["items"].split(" | "):
                part = _ITEM.fullmatch(item.strip())
                assert part, f"{source}:{line}: {item}"
                severity, message = part["severity"] or "", part["message"].strip()
                expectations.append(Expectation(path, line, part["rule"], severity, message))
    needs = _NEEDS.match(next(iter(annotated.values())))
    return Case(
        rule,
        source.stem,
        source,
        {path: _EXPECT.sub("", text) for path, text in annotated.items()},
        tuple(sorted(expectations)),
        needs[1] if needs else "",
    )


def _read_folder(folder: Path) -> Texts:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): _read(path)
        for path in files
        if "__pycache__" not in path.parts
    }


def _read(path: Path) -> str:
    return path.read_bytes().decode()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


class Project:
    """Texts written to a folder, checked and fixed by the engine as a user's project is."""

    def __init__(self, root: Path, texts: Texts) -> None:
        self.root = root.resolve()
        self.texts = texts
        for path, text in texts.items():
            _write(self.root / path, text)
        overrides: Mapping[str, object] = {"python": ENVIRONMENT} if ENVIRONMENT else {}
        self.workspace = Workspace(str(self.root), overrides)

    @property
    def modules(self) -> list[str]:
        return [path for path in self.texts if path.endswith(".py")]

    def snapshot(self) -> Snapshot:
        return self.workspace.snapshot()

    def absolute(self, path: str) -> str:
        return str(self.root / path)

    def relative(self, path: str) -> str:
        return Path(path).relative_to(self.root).as_posix()

    def diagnostics(self) -> list[Diagnostic]:
        """What a check of every module reports, without what is suppressed."""
        snapshot = self.snapshot()
        found: list[Diagnostic] = []
        for path in self.modules:
            report = check(snapshot, self.absolute(path))
            assert not report.errors, [error.message for error in report.errors]
            found += (one for one in report.diagnostics if not one.suppressed)
        return found

    def findings(self) -> list[Finding]:
        return sorted(self.finding(diagnostic) for diagnostic in self.diagnostics())

    def finding(self, diagnostic: Diagnostic) -> Finding:
        document = self.snapshot().document(diagnostic.path)
        code = document.text[slice(*diagnostic.span)].split("\n")[0].rstrip()
        line = document.position(diagnostic.span.start).line
        path = self.relative(diagnostic.path)
        severity = diagnostic.severity.label
        return Finding(path, line, diagnostic.rule, severity, diagnostic.message, code)

    def fixed(self, fix: Fix) -> Texts:
        """The texts that `fix` changes, as it leaves them."""
        document_of = self.snapshot().document
        return {
            self.relative(path): apply_edits(document_of(path).text, edits)
            for path, edits in lower(complete(self.snapshot(), fix), document_of).items()
        }

    def fix_all(self, *, unsafe: bool = False) -> Texts:
        """All texts after fix-all."""
        paths = [self.absolute(path) for path in self.modules]
        fixed = fix_all(self.snapshot(), paths, unsafe=unsafe)
        return self.texts | {self.relative(path): text for path, text in fixed.items()}

    def diagnostics_with(self, texts: Texts) -> list[Diagnostic]:
        """What is reported while an editor holds `texts` in its buffers.

        Settings are read from disk: with changed ones the project is written anew.
        """
        if not all(path.endswith(".py") for path in texts):
            with tempfile.TemporaryDirectory() as folder:
                return Project(Path(folder), self.texts | texts).diagnostics()
        for path, text in texts.items():
            self.workspace.open(self.absolute(path), text, 1)
        try:
            return self.diagnostics()
        finally:
            for path in texts:
                self.workspace.close(self.absolute(path))


def differences(expected: Iterable[Expectation], found: Iterable[Finding]) -> Iterator[str]:
    """What was missed and what was reported without being expected, a line each."""
    left = list(found)
    for expectation in sorted(expected, key=lambda item: -len(item.severity + item.message)):
        match = next((one for one in left if expectation.is_met_by(one)), None)
        if match is None:
            yield f"missed      {expectation}"
        else:
            left.remove(match)
    for finding in left:
        yield f"unexpected  {finding}"


def problems_of_fixes(project: Project) -> Iterator[str]:
    """What is wrong with the fixes of the project's diagnostics, each applied alone."""
    diagnostics = project.diagnostics()
    before = Counter((one.rule, one.severity) for one in diagnostics)
    for diagnostic in diagnostics:
        for fix in diagnostic.fixes:
            for problem in _problems_of_fix(project, diagnostic, fix, before):
                yield f"{project.finding(diagnostic)}\n    fix '{fix.title}': {problem}"


def _problems_of_fix(
    project: Project, diagnostic: Diagnostic, fix: Fix, before: Counter[tuple[str, Severity]]
) -> Iterator[str]:
    if fix.applicability is Applicability.DISABLED:
        if not fix.reason:
            yield "is disabled without a reason"
        return
    try:
        texts = project.fixed(fix)
    except CannotFixError as error:
        # A lazily refused fix is shown as a disabled one; what is called safe must work.
        if fix.applicability is Applicability.SAFE or not str(error):
            yield f"is refused: {error}"
        return
    if all(text == project.texts.get(path) for path, text in texts.items()):
        yield "changes nothing"
        return
    broken = list(syntax_errors(texts))
    if broken:
        yield from broken
        return
    left = project.diagnostics_with(texts)
    after = Counter((one.rule, one.severity) for one in left)
    own = (diagnostic.rule, diagnostic.severity)
    if after[own] >= before[own]:
        yield "leaves its diagnostic\n" + _indented(texts)
    # A hint is no fault: awaiting a gather may earn `gather-partial-failure`.
    for kind in sorted(kind for kind in after if kind != own and kind[1] > Severity.HINT):
        if after[kind] > before[kind]:
            yield f"makes a new {kind[0]}\n" + _indented(texts)


def _indented(texts: Texts) -> str:
    return "\n".join(f"      {line}" for text in texts.values() for line in text.splitlines())


def syntax_errors(texts: Texts) -> Iterator[str]:
    for path, text in texts.items():
        if not path.endswith(".py"):
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text.encode(), path, "exec", dont_inherit=True)
        except SyntaxError as error:
            yield f"{path}:{error.lineno}: {error.msg}: {(error.text or '').strip()}"


def with_crlf(texts: Texts) -> Texts:
    return {path: re.sub(r"\r?\n", "\r\n", text) for path, text in texts.items()}


def with_emoji(case: Case) -> tuple[Texts, tuple[Expectation, ...]]:
    """The case with an emoji before each statement that is reported, expectations moved.

    `"😀"; ` stands before a simple statement, on its line; a comment line before a compound one.
    """
    texts: Texts = {}
    moved: list[Expectation] = []
    for path, text in case.texts.items():
        here = [item for item in case.expectations if item.path == path]
        if not here:
            texts[path] = text
            continue
        lines = text.split("\n")
        simple = _simple_statement_lines(text)
        comments: set[int] = set()
        for number in _statement_lines(text, {item.line for item in here}):
            line = lines[number - 1]
            indent = line[: len(line) - len(line.lstrip())]
            if number in simple:
                lines[number - 1] = f'{indent}"😀"; {line.lstrip()}'
            else:
                lines[number - 1] = f"{indent}# 😀\n{line}"
                comments.add(number)
        texts[path] = "\n".join(lines)
        for item in here:
            shift = sum(number <= item.line for number in comments)
            moved.append(replace(item, line=item.line + shift))
    return texts, tuple(moved)


def _statement_lines(text: str, lines: set[int]) -> set[int]:
    """The first lines of the innermost statements around `lines`."""
    starts: set[int] = set()
    for line in lines:
        around = [
            _first_line(node)
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.stmt | ast.ExceptHandler)
            if _first_line(node) <= line <= (node.end_lineno or node.lineno)
        ]
        starts.add(max(around))
    return starts


def _simple_statement_lines(text: str) -> set[int]:
    compound = ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Try
    compound |= ast.TryStar | ast.Match | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt)]
    simple = {
        node.lineno
        for node in nodes
        if not isinstance(node, compound)
        if not text.split("\n")[node.lineno - 1][: node.col_offset].strip()
    }
    return simple - {_first_line(node) for node in nodes if isinstance(node, compound)}


def _first_line(node: ast.stmt | ast.ExceptHandler) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min(node.lineno, *(decorator.lineno for decorator in decorators), node.lineno)


def main(rules: list[str]) -> None:
    """Print, by rule, how many expectations are met, and every difference."""
    met: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for case in load_cases(rules):
        if case.needs and not ENVIRONMENT:
            continue
        with tempfile.TemporaryDirectory() as folder:
            found = Project(Path(folder), case.texts).findings()
        different = list(differences(case.expectations, found))
        for line in different:
            print(f"{case.id}: {line}")
        lacking = sum(line.startswith("missed") for line in different)
        met[case.rule] += len(case.expectations) - lacking
        missed[case.rule] += lacking
        wrong[case.rule] += len(different) - lacking
    print(f"{'rule':30}{'found':>8}{'missed':>8}{'wrong':>8}")
    for rule in met:
        print(f"{rule:30}{met[rule]:8}{missed[rule]:8}{wrong[rule]:8}")


if __name__ == "__main__":
    main(sys.argv[1:])
