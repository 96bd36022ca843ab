"""Which names mean what at a place."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from asyncsense.fixes.syntax_lookup import Source, children, walk
from asyncsense.syntax.lines import may_declare_globals

Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Imported:
    """A name that an import binds."""

    statement: ast.Import | ast.ImportFrom
    alias: ast.alias


Binding = ast.AST | Imported

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_BINDING = {
    *_SCOPES, *_COMPREHENSIONS, ast.Name, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal,
    ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping,
}  # fmt: skip


def enclosing_function(source: Source, node: ast.AST) -> Function | None:
    """The `def` whose code holds `node`, looking through lambdas and comprehensions."""
    for around in source.ancestors(node):
        if isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef):
            return around
    return None


def enclosing_scopes(source: Source, node: ast.AST) -> Iterator[Scope]:
    """The functions whose names `node` sees, inside out, and the class if it is in its very body."""
    inside_function = False
    for around in source.ancestors(node):
        if isinstance(around, ast.ClassDef):
            if not inside_function:
                yield around
            inside_function = True
        elif isinstance(around, _SCOPES):
            yield around
            inside_function = True


def comprehension_names(source: Source, node: ast.AST) -> set[str]:
    """The names that the comprehensions around `node` bind."""
    return {
        name
        for around in source.ancestors(node)
        if isinstance(around, _COMPREHENSIONS)
        for clause in around.generators
        for name in _stored(clause.target)
    }


@lru_cache(maxsize=64)
def bindings(scope: Scope) -> dict[str, list[Binding]]:
    """What binds each name of a scope's own: an import, or whatever node."""
    found: dict[str, list[Binding]] = {}
    foreign: set[str] = set()
    if not isinstance(scope, ast.ClassDef):
        for argument in arguments_of(scope):
            found.setdefault(argument.arg, []).append(argument)
    body = [scope.body] if isinstance(scope, ast.Lambda) else scope.body
    for name, node in _bound(body):
        if isinstance(node, ast.Global | ast.Nonlocal):
            foreign.add(name)
        else:
            found.setdefault(name, []).append(node)
    return {name: nodes for name, nodes in found.items() if name not in foreign}


@lru_cache(maxsize=16)
def module_bindings(source: Source) -> dict[str, list[Binding]]:
    """What binds each name of the module, `global` in functions included."""
    found: dict[str, list[Binding]] = {}
    for name, node in _bound(source.statements):
        found.setdefault(name, []).append(node)
    for function in walk(source.statements) if may_declare_globals(source.text) else ():
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            own = list(_bound(function.body))
            declared = {name for name, node in own if isinstance(node, ast.Global)}
            for name, node in own:
                if name in declared and not isinstance(node, ast.Global):
                    found.setdefault(name, []).append(node)
    return found


def names_bound_by(statements: Iterable[ast.stmt]) -> dict[str, None]:
    """The names that the statements bind in the function that they belong to, in order."""
    return dict.fromkeys(name for name, _ in _bound(statements))


def words_in(nodes: Iterable[ast.AST]) -> set[str]:
    """Every name that occurs in the nodes, for choosing one that does not."""
    found: set[str] = set()
    for node in walk(nodes):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.ClassDef(name=name) | ast.MatchAs(name=str(name)):
                found.add(name)
            case ast.alias(name=name, asname=asname):
                found.add(asname or name.partition(".")[0])
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                found.update(names)
    return found


def unused_name(base: str, taken: set[str]) -> str:
    """`base`, or `base_2`, … if that is taken."""
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    return name


def arguments_of(function: Function | ast.Lambda) -> list[ast.arg]:
    """All parameters, in order."""
    arguments = function.args
    starred = [argument for argument in (arguments.vararg, arguments.kwarg) if argument is not None]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *starred]


def _bound(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, Binding]]:
    """Names that the nodes bind in their own scope; declared names with their declaration."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        if type(node) not in _BINDING:
            stack += children(node)[::-1]
            continue
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node
                continue
            case ast.Lambda():
                continue
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                for inner in walk([node]):
                    if isinstance(inner, ast.NamedExpr) and isinstance(inner.target, ast.Name):
                        yield inner.target.id, inner
                continue
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name, node
            case ast.Import() | ast.ImportFrom():
                for alias in node.names:
                    yield alias.asname or alias.name.partition(".")[0], Imported(node, alias)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                yield from ((name, node) for name in names)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield name, node
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name, node
        stack += children(node)[::-1]


def _stored(target: ast.expr) -> Iterator[str]:
    return (node.id for node in ast.walk(target) if isinstance(node, ast.Name))
