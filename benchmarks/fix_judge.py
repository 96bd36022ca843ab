"""What is wrong with a fix, seen from its result: the measure of `fixes.py` and of a test.

A fix is right when its result is valid Python in which its diagnostic is gone and no other has come, and
when nothing is lost on the way: comments, line ends, indentation.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from asyncsense.checker import check
from asyncsense.diagnostics import Applicability, Diagnostic, Fix, Severity
from asyncsense.engine import Snapshot
from asyncsense.fixer import complete, fix_all
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.lower import lower
from asyncsense.text import Document, Edit, apply_edits

DISABLED, REFUSED, RIGHT, WRONG = "disabled", "refused", "right", "wrong"
VARIANTS = ("plain", "crlf", "tabs", "non-ascii", "comments", "notebook")
COMMENT = "  # type: ignore[é]"

_CODE = (".py", ".ipynb")
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.Raise, ast.Assert)


@dataclass(frozen=True)
class Verdict:
    """What became of one fix of one diagnostic."""

    path: str
    line: int
    rule: str
    title: str
    outcome: str
    detail: str = ""
    """Why it is disabled, refused or wrong."""


def verdict(snapshot: Snapshot, diagnostic: Diagnostic, fix: Fix) -> Verdict:
    """Applies one fix of a diagnostic of `snapshot`, and checks what comes of it."""
    outcome, detail = _judge(snapshot, diagnostic, fix)
    line = snapshot.document(diagnostic.path).position(diagnostic.span.start).line
    return Verdict(diagnostic.path, line, diagnostic.rule, fix.title, outcome, detail)


def _judge(snapshot: Snapshot, diagnostic: Diagnostic, fix: Fix) -> tuple[str, str]:
    if fix.applicability is Applicability.DISABLED:
        return (DISABLED, fix.reason) if fix.reason else (WRONG, "is disabled without a reason")
    try:
        edits = lower(complete(snapshot, fix), snapshot.document)
    except CannotFixError as error:
        is_safe = fix.applicability is Applicability.SAFE
        return (WRONG, f"is safe, but refused: {error}") if is_safe else (REFUSED, str(error))
    problems = [
        problem
        for path, rows in edits.items()
        for problem in _problems_of_text(snapshot.document(path), rows)
    ]
    problems = problems or list(_problems_of_check(snapshot, diagnostic, edits))
    return (WRONG, "; ".join(problems)) if problems else (RIGHT, "")


def _problems_of_text(document: Document, edits: list[Edit]) -> Iterator[str]:
    old, new = document.text, apply_edits(document.text, edits)
    if old == new:
        yield "changes nothing"
    if not document.path.endswith(_CODE):
        return
    may_await = document.path.endswith(".ipynb")
    if is_valid(old, may_await) and not is_valid(new, may_await):
        yield f"leaves invalid Python: {_excerpt(new, edits)}"
        return
    if any("#" in old[slice(*edit.span)] for edit in edits):
        # What an argument's own line says of it goes with the line.
        whole_lines = [old[slice(*edit.span)] for edit in edits if _is_line_removed(old, edit)]
        lost = _comments(old) - _comments(new) - _comments("".join(whole_lines))
        kept = [comment for comment in lost if "asyncsense:" not in comment]
        if kept:
            yield f"loses a comment: {kept[0]}"
    line_ends = set(re.findall(r"\r\n|\r|\n", old))
    if len(line_ends) == 1 and set(re.findall(r"\r\n|\r|\n", new)) != line_ends:
        yield "mixes line ends"
    if not re.search(r"^ ", old, re.MULTILINE) and re.search(r"^ ", new, re.MULTILINE):
        yield f"indents with spaces where there are tabs: {_excerpt(new, edits)}"


def _is_line_removed(old: str, edit: Edit) -> bool:
    start, end = edit.span
    return not edit.text and old[start - 1 : start] in "\r\n" and old[end - 1 : end] in "\r\n"


def _problems_of_check(
    snapshot: Snapshot, diagnostic: Diagnostic, edits: dict[str, list[Edit]]
) -> Iterator[str]:
    """Whether its diagnostic is gone, and no other has come (a hint is none: awaiting a gather may
    earn one)."""
    if not all(path.endswith(_CODE) for path in edits):
        return
    paths = sorted({diagnostic.path, *edits})
    before = _by_rule(snapshot, paths)
    workspace = snapshot.fork()
    for path, rows in edits.items():
        document = snapshot.document(path)
        workspace.change(path, apply_edits(document.text, rows), document.version)
    after = _by_rule(workspace.snapshot(), paths)
    shown = _excerpt(
        workspace.snapshot().document(diagnostic.path).text, edits.get(diagnostic.path, [])
    )
    own = (diagnostic.rule, diagnostic.severity)
    if after[own] >= before[own]:
        yield f"leaves its diagnostic: {shown}"
    for kind in sorted(kind for kind in after if kind != own and kind[1] > Severity.HINT):
        if after[kind] > before[kind]:
            yield f"makes a new {kind[0]}: {shown}"


def _by_rule(snapshot: Snapshot, paths: list[str]) -> Counter[tuple[str, Severity]]:
    return Counter(
        (one.rule, one.severity)
        for path in paths
        for one in check(snapshot, path).diagnostics
        if not one.suppressed
    )


def problems_of_fix_all(snapshot: Snapshot, path: str, *, unsafe: bool) -> Iterator[str]:
    """What is wrong with fix-all in one file: invalid Python, or a second run that changes more."""
    texts = fix_all(snapshot, [path], unsafe=unsafe)
    workspace = snapshot.fork()
    for changed, text in texts.items():
        if is_valid(snapshot.document(changed).text) and not is_valid(text):
            yield f"leaves invalid Python in {changed}"
        workspace.change(changed, text, snapshot.document(changed).version)
    if fix_all(workspace.snapshot(), [path], unsafe=unsafe):
        yield "a second run changes more"


def is_valid(text: str, may_await: bool = False) -> bool:
    """Whether a text is a Python module, or a notebook that may await at its top, that compiles."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if may_await else 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text.encode(), "module.py", "exec", flags, dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _comments(text: str) -> Counter[str]:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return Counter()
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def _excerpt(new: str, edits: list[Edit]) -> str:
    """The first lines that the edits changed, in one line."""
    distance, shown = 0, []
    for edit in edits[:3]:
        start = edit.span.start + distance
        end = start + len(edit.text)
        distance += len(edit.text) - (edit.span.end - edit.span.start)
        first = new.rfind("\n", 0, start) + 1
        last = new.find("\n", end)
        shown.append(new[first : last if last >= 0 else len(new)].strip())
    return " … ".join(shown)[:600].replace("\r", "").replace("\n", "⏎")


# ---------------------------------------------------------------------- variants of a text


def variant(path: str, text: str, kind: str, lines: set[int]) -> tuple[str, str] | None:
    """Path and text in another dress, or None where it cannot wear it: line ends of Windows, tabs,
    non-ASCII text before the statements that begin on `lines` (1-based), comments behind their lines, or
    the cells of a notebook."""
    match kind:
        case "notebook":
            return f"{path.removesuffix('.py')}.ipynb", text
        case "comments":
            changed = _with_comments(text, lines)
        case "crlf":
            changed = re.sub(r"\r?\n", "\r\n", text)
        case "tabs":
            changed = _with_tabs(text)
        case "non-ascii":
            changed = _with_non_ascii(text, lines)
        case _:
            return path, text
    return (path, changed) if changed != text and is_valid(changed) else None


def _with_tabs(text: str) -> str:
    inside = _lines_in_strings(text)
    rows = text.split("\n")
    for index, row in enumerate(rows):
        if index + 1 not in inside:
            blanks = len(row) - len(row.lstrip(" "))
            rows[index] = "\t" * (blanks // 4) + " " * (blanks % 4) + row[blanks:]
    return "\n".join(rows)


def _lines_in_strings(text: str) -> set[int]:
    """The lines that begin inside a string."""
    return {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant | ast.JoinedStr) and node.end_lineno is not None
        for line in range(node.lineno + 1, node.end_lineno + 1)
    }


def _with_non_ascii(text: str, lines: set[int]) -> str:
    rows = text.split("\n")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, _SIMPLE) and node.lineno in lines:
            row = rows[node.lineno - 1]
            blanks = row[: len(row) - len(row.lstrip())]
            if len(blanks) == node.col_offset and not row.lstrip().startswith('"é😀"'):
                rows[node.lineno - 1] = f'{blanks}"é😀"; {row.lstrip()}'
    return "\n".join(rows)


def _with_comments(text: str, lines: set[int]) -> str:
    """A comment behind every line of the statements that stand on `lines` where one can stand."""
    rows = text.split("\n")
    first, ends, before = 0, [], tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NEWLINE, tokenize.NL):
            if before not in (tokenize.COMMENT, tokenize.NEWLINE, tokenize.NL):
                ends.append(token.start)
            if token.type == tokenize.NEWLINE:
                if lines & set(range(first, token.start[0] + 1)):
                    for row, column in ends:
                        rows[row - 1] = f"{rows[row - 1][:column]}{COMMENT}"
                first, ends = 0, []
        elif not first and token.type != tokenize.COMMENT:
            first = token.start[0]
        before = token.type
    return "\n".join(rows)
