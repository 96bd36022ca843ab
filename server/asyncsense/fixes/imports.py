"""How a file names what a fix needs, and where a new import goes."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from asyncsense.fixes import scopes
from asyncsense.fixes.syntax_lookup import Source
from asyncsense.text import Span

Import = ast.Import | ast.ImportFrom

# PEP 263; together with `#!` the comments that must stay in the first two lines.
_BOUND_TO_TOP = re.compile(r"\ufeff?#!|[ \t\f]*#.*?coding[:=]")


@dataclass(frozen=True, slots=True)
class Reference:
    """What to write for something of a module, and the import that it still needs, if any."""

    text: str
    statement: Import | None = None


class _Meaning(NamedTuple):
    """The full name of the thing that an import makes reachable, and how the file calls it."""

    statement: Import
    full: str
    local: str


def reference(source: Source, target: str, place: ast.AST) -> Reference:
    """How `module:name` is written at `place`: as the file's imports call it, else by a new import."""
    module, _, name = target.partition(":")
    wanted = f"{module}.{name}"
    visible = list(_visible_imports(source, place))
    # A module's attribute says more than a bare name: `asyncio.sleep` goes before `sleep`.
    visible.sort(key=lambda found: isinstance(found.statement, ast.ImportFrom))
    for found in visible:
        # `import package` alone does not bring its submodules.
        if f"{found.full}.".startswith(f"{module}.") and f"{wanted}.".startswith(f"{found.full}."):
            return Reference(found.local + wanted[len(found.full) :])
    return _new_reference(source, module, name, place)


def place_import(source: Source, statement: Import, use: int) -> tuple[int, str]:
    """Where the lines of a new import go for a use at the offset `use`, and the lines."""
    newline = source.document.newline
    line = ast.unparse(statement) + newline
    groups = [group for group in _import_groups(source) if source.span(group[0]).start < use]
    if not groups:
        return _place_first_import(source, line)
    of_kind = [group for group in groups if _is_stdlib(statement) in map(_is_stdlib, group)]
    if of_kind:
        return _place_in_group(source, statement, of_kind[0], line)
    if _is_stdlib(statement):
        return _before(source, groups[0][0], line + newline)
    return _after(source, groups[-1][-1], newline + line)


def place_definition(source: Source, definition: str) -> tuple[int, str]:
    """Where a definition goes that follows the imports at the top of the file, and its lines."""
    newline = source.document.newline
    header = list(takewhile(_belongs_to_header, source.statements))
    following = source.statements[len(header) :]
    if not header:
        blank = newline * _blank_lines(following)
        return _at(source, _end_of_top_comments(source), definition + newline + blank)
    place = source.lines_of(header[-1]).end
    blank = "" if _starts_blank(source, place) else newline * _blank_lines(following)
    return _at(source, place, newline + definition + newline + blank)


def _visible_imports(source: Source, place: ast.AST) -> Iterator[_Meaning]:
    """What the imports bring whose names mean at `place` what they say, the nearest scope first."""
    hidden = scopes.comprehension_names(source, place)
    around = {place, *source.ancestors(place)}
    start = source.span(source.statement_of(place)).start
    for scope in scopes.enclosing_scopes(source, place):
        bound = scopes.bindings(scope)
        for name, nodes in bound.items():
            match nodes:
                case [scopes.Imported(statement, alias)] if name not in hidden:
                    before = source.span(statement).start < start
                    if before and source.parent(statement) in around:
                        yield _meaning(statement, alias)
        hidden |= bound.keys()
    in_module = scopes.enclosing_function(source, place) is None
    for meaning in _meanings_in_module(source):
        if in_module and source.span(meaning.statement).start > start:
            continue
        if meaning.local.partition(".")[0] not in hidden:
            yield meaning


@lru_cache(maxsize=4)
def _meanings_in_module(source: Source) -> list[_Meaning]:
    """What the imports of the module bring, of names that mean nothing else in it."""
    bound = scopes.module_bindings(source)
    return [
        _meaning(statement, alias)
        for statement in _module_imports(source.statements)
        for alias in statement.names
        if _all_mean(statement, alias, bound[_local_name(alias)])
    ]


def _module_imports(statements: Iterable[ast.stmt]) -> Iterator[Import]:
    """The imports that run whenever the module does."""
    for statement in statements:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            yield statement
        elif isinstance(statement, ast.Try | ast.With):
            yield from _module_imports(statement.body)


def _all_mean(statement: Import, alias: ast.alias, nodes: list[scopes.Binding]) -> bool:
    """Whether everything that binds the name of `alias` binds the same thing to it."""
    return all(
        isinstance(node, scopes.Imported)
        and _bound_thing(node.statement, node.alias) == _bound_thing(statement, alias)
        for node in nodes
    )


def _bound_thing(statement: Import, alias: ast.alias) -> str:
    """The full name of the thing that `alias` binds."""
    if isinstance(statement, ast.ImportFrom):
        return f"{'.' * statement.level}{statement.module or ''}.{alias.name}"
    return alias.name if alias.asname else alias.name.partition(".")[0]


def _meaning(statement: Import, alias: ast.alias) -> _Meaning:
    if isinstance(statement, ast.Import) and alias.asname is None:
        return _Meaning(statement, alias.name, alias.name)
    return _Meaning(statement, _bound_thing(statement, alias), _local_name(alias))


def _local_name(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _new_reference(source: Source, module: str, name: str, place: ast.AST) -> Reference:
    """By `import module`, or `from package.module import name`; under another name where taken."""
    first, dot, rest = name.partition(".")
    statement: Import
    if "." in module:
        alias = ast.alias(first)
        statement = ast.ImportFrom(module, [alias], 0)
        tail = dot + rest
    else:
        alias = ast.alias(module)
        statement = ast.Import([alias])
        tail = f".{name}"
    local = alias.name
    taken = scopes.comprehension_names(source, place)
    for scope in scopes.enclosing_scopes(source, place):
        taken |= scopes.bindings(scope).keys()
    in_module = scopes.module_bindings(source)
    same_there = _all_mean(statement, alias, in_module.get(local, []))
    if local in taken or not same_there:
        is_class = alias.name[:1].isupper()
        base = f"Async{alias.name}" if is_class else f"_{alias.name}"
        local = scopes.unused_name(base, taken | in_module.keys())
        alias.asname = local
    return Reference(local + tail, statement)


def _import_groups(source: Source) -> list[list[Import]]:
    """The first imports in a row, parted where blank lines part them."""
    groups: list[list[Import]] = []
    for before, statement in pairwise([None, *source.statements]):
        if not isinstance(statement, ast.Import | ast.ImportFrom) or _is_future(statement):
            if groups:
                break
            continue
        if not groups or before is None or _blank_line_between(source, before, statement):
            groups.append([])
        groups[-1].append(statement)
    return groups


def _place_in_group(
    source: Source, statement: Import, group: list[Import], line: str
) -> tuple[int, str]:
    """Sorted among the imports of its form; `import a` stands before `from a import b`."""
    of_kind = [other for other in group if _is_stdlib(other) == _is_stdlib(statement)]
    of_form = [other for other in of_kind if isinstance(other, type(statement))]
    later = [other for other in of_form if _root(other).lower() > _root(statement).lower()]
    if later:
        return _before(source, later[0], line)
    if of_form or isinstance(statement, ast.ImportFrom):
        return _after(source, (of_form or of_kind)[-1], line)
    return _before(source, of_kind[0], line)


def _place_first_import(source: Source, line: str) -> tuple[int, str]:
    """Behind the docstring and `from __future__`, else behind the comments at the top."""
    newline = source.document.newline
    header = list(takewhile(_stands_before_imports, source.statements))
    following = source.statements[len(header) :]
    if header:
        end = source.lines_of(header[-1]).end
        parted = _starts_blank(source, end) or not following
        return _at(source, end, newline + line + ("" if parted else newline))
    return _at(source, _end_of_top_comments(source), line + newline * _blank_lines(following))


def _blank_lines(following: list[ast.stmt]) -> int:
    """How many blank lines part the statements from what stands above them."""
    if not following:
        return 0
    return (
        2 if isinstance(following[0], ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else 1
    )


def _end_of_top_comments(source: Source) -> int:
    """Behind the comments of the file; a comment right above the first statement is the latter's."""
    document = source.document
    first = source.span(source.statements[0]).start if source.statements else len(source.text)
    place = 1 if source.text.startswith("\ufeff") else 0
    blank = False
    for index, start in enumerate(document.line_starts):
        line = document.line_text(index)
        if start >= first or (line.strip() and not line.lstrip("\ufeff \t").startswith("#")):
            break
        blank = not line.strip()
        if blank or (index < 2 and _BOUND_TO_TOP.match(line)):
            place = source.line_after(start)
    return place


def _before(source: Source, statement: ast.stmt, text: str) -> tuple[int, str]:
    lines = source.lines_of(statement)
    if source.chunk_at(lines.start).statements[0] is not statement:
        return _after(source, statement, text)
    return lines.start + source.text.startswith("\ufeff", lines.start), text


def _after(source: Source, statement: ast.stmt, text: str) -> tuple[int, str]:
    return _at(source, source.lines_of(statement).end, text)


def _at(source: Source, offset: int, text: str) -> tuple[int, str]:
    """At the beginning of a line; where the text lacks its last line end, that is made up for."""
    if offset and source.text[offset - 1] not in "\r\n\ufeff":
        newline = source.document.newline
        return offset, newline + text.removesuffix(newline)
    return offset, text


def _belongs_to_header(statement: ast.stmt) -> bool:
    """Whether definitions that need the imports must stand behind `statement`."""
    match statement:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING")):
            return True
        case ast.Try(body=body):
            return all(isinstance(inner, ast.Import | ast.ImportFrom) for inner in body)
    return _is_docstring(statement)


def _stands_before_imports(statement: ast.stmt) -> bool:
    return _is_docstring(statement) or _is_future(statement)


def _is_docstring(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def _is_stdlib(statement: Import) -> bool:
    return _root(statement).partition(".")[0] in sys.stdlib_module_names


def _root(statement: Import) -> str:
    if isinstance(statement, ast.ImportFrom):
        return "." * statement.level + (statement.module or "")
    return statement.names[0].name


def _blank_line_between(source: Source, one: ast.stmt, other: ast.stmt) -> bool:
    between = Span(source.span(one).end, source.span(other).start)
    lines = source.text[slice(*between)].splitlines()
    return any(not line.strip() for line in lines[1:])


def _starts_blank(source: Source, offset: int) -> bool:
    return not source.document.line_text(source.document.line_index(offset)).strip()
