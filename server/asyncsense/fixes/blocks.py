"""The step that takes a whole `with` block, or a loop, out of a coroutine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from asyncsense.fixes import scopes
from asyncsense.fixes.assignment import Flow, Names, loaded, stored
from asyncsense.fixes.draft import Draft
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.layout import indent_under, indentation_of, indentation_step, line_end
from asyncsense.fixes.steps import RunBlockInThread
from asyncsense.fixes.syntax_lookup import Source
from asyncsense.text import Span

_Block = ast.With | ast.For
_LOOPS = (ast.For, ast.While)


def run_block_in_thread(step: RunBlockInThread, draft: Draft) -> None:
    """The block becomes a local function; what it assigns comes back as its result."""
    source = draft.source
    block = source.statement_at(step.span.start)
    if not isinstance(block, ast.With | ast.For):
        raise CannotFixError("no `with` and no `for` begins there")
    function = next(scopes.enclosing_scopes(source, block), None)
    if not isinstance(function, ast.AsyncFunctionDef):
        raise CannotFixError("it does not stand in an async function")
    returns = _check_movable(block)
    parameters, results = _exchanged(source, function, block)
    if returns:
        if Flow().run([block], frozenset()) is not None:
            raise CannotFixError("the block returns on some of its ways only")
        results = []
    name = scopes.unused_name(_name_for(block), scopes.words_in([function]))
    runner = draft.reference(step.runner, block)
    call = f"await {runner}({', '.join([name, *parameters])})"
    indent_under(draft, block, block, f"def {name}({', '.join(parameters)}):")
    start, end = source.span(block)
    indentation, step_in = indentation_of(source, start), indentation_step(source, block)
    lines: list[str] = []
    if results:
        lines += (f"{step_in}return {', '.join(results)}", f"{', '.join(results)} = {call}")
    else:
        lines.append(f"return {call}" if returns else call)
    text = "".join(f"{draft.newline}{indentation}{line}" for line in lines)
    draft.insert(line_end(source, end), text)
    # What holds in the coroutine (that it can await) holds no more in the block.
    draft.claim(Span(start, line_end(source, end)))


def _check_movable(block: _Block) -> bool:
    """Refuses what cannot stand in a function of its own; whether the block returns."""
    returns = False
    for node in _own_nodes(block):
        match node:
            case ast.Await() | ast.AsyncWith() | ast.AsyncFor():
                raise CannotFixError("the block awaits")
            case ast.comprehension(is_async=1):
                raise CannotFixError("the block awaits")
            case ast.Yield() | ast.YieldFrom():
                raise CannotFixError("the block yields")
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                raise CannotFixError(f"the block declares `{names[0]}`")
            case ast.Delete():
                raise CannotFixError("the block deletes a name")
            case ast.Import() | ast.ImportFrom() if any(alias.name == "*" for alias in node.names):
                raise CannotFixError("the block imports everything from a module")
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                raise CannotFixError(f"the block defines `{name}`")
            case ast.Name(id="super" | "__class__" | "locals" | "vars" | "eval" | "exec" as name):
                raise CannotFixError(f"the block uses `{name}`")
            case ast.Return():
                returns = True
    if _leaves_loop(block):
        raise CannotFixError("the block goes on with, or leaves, a loop around it")
    return returns


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below `node`, without those of lambdas and definitions in it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(
            child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
        ):
            yield from _own_nodes(child)


def _leaves_loop(node: ast.AST) -> bool:
    if isinstance(node, ast.Break | ast.Continue):
        return True
    if isinstance(node, _LOOPS):
        return any(_leaves_loop(statement) for statement in node.orelse)
    return any(_leaves_loop(child) for child in ast.iter_child_nodes(node))


def _exchanged(
    source: Source, function: ast.AsyncFunctionDef, block: _Block
) -> tuple[list[str], list[str]]:
    """The names that the block needs the values of, and those that it gives values to.

    A name that the block assigns is the new function's own. Its value goes in as a parameter where
    the block reads it first, and comes back where the rest of the function reads it.
    """
    bound = _bound_by(block)
    declared = {name for node in _own_nodes(function) for name in _declared(node)}
    if shared := [name for name in bound if name in declared]:
        raise CannotFixError(f"the block assigns `{shared[0]}`, which is not the function's own")
    flow = Flow()
    certain = flow.run([block], frozenset())
    _refuse_reads_in_handlers(source, function, block, set(bound))
    before = _certain_before(source, function, block)
    outside = _bound_outside(function, block)
    read_later = _read_later(source, function, block)
    parameters: list[str] = []
    results = [name for name in bound if name in read_later]
    for name in bound:
        uncertain = name in results and certain is not None and name not in certain
        if (name in flow.early_reads and name in outside) or uncertain:
            if name not in before:
                raise CannotFixError(f"`{name}` may have no value there")
            parameters.append(name)
    return parameters, results


def _bound_by(block: _Block) -> list[str]:
    """The names that the block gives values to; an exception's name goes with its clause."""
    caught = {node.name for node in _own_nodes(block) if isinstance(node, ast.ExceptHandler)}
    kept = {name for node in _own_nodes(block) for name in stored(node)}
    bound = scopes.names_bound_by([block])
    return [name for name in bound if name not in caught or name in kept]


def _declared(node: ast.AST) -> list[str]:
    return node.names if isinstance(node, ast.Global | ast.Nonlocal) else []


def _bound_outside(function: ast.AsyncFunctionDef, block: _Block) -> set[str]:
    """The names that the function binds elsewhere than in the block."""
    inside = set(ast.walk(block))
    return {
        name
        for name, nodes in scopes.bindings(function).items()
        if any(node not in inside for node in nodes)
    }


def _certain_before(source: Source, function: ast.AsyncFunctionDef, block: _Block) -> Names:
    """The names of the function that have a value for certain where the block begins."""
    path = [block, *source.ancestors(block)]
    path = path[: path.index(function) + 1][::-1]
    names: Names = frozenset(argument.arg for argument in scopes.arguments_of(function))
    for around, inner in pairwise(path):
        match around:
            case ast.For(target=target) | ast.AsyncFor(target=target) if inner in around.body:
                names |= stored(target)
            case ast.With(items=items) | ast.AsyncWith(items=items):
                for item in items:
                    names |= stored(item)
            case ast.ExceptHandler(name=str(name)):
                names |= {name}
        for _, statements in ast.iter_fields(around):
            if isinstance(statements, list) and inner in statements:
                names = Flow().run(statements[: statements.index(inner)], names) or names
    return names


def _read_later(source: Source, function: ast.AsyncFunctionDef, block: _Block) -> set[str]:
    """The names whose values from the block may be read once it is done."""
    flow = Flow()
    names: Names = frozenset()
    path = [block, *source.ancestors(block)]
    for inner, around in pairwise(path[: path.index(function) + 1]):
        for _, statements in ast.iter_fields(around):
            if isinstance(statements, list) and inner in statements:
                behind = statements[statements.index(inner) + 1 :]
                names = flow.run(behind, names) or names
        match around:
            case ast.For() | ast.AsyncFor() | ast.While():
                # Around again, and out of it, perhaps from its middle.
                names = frozenset()
                flow.run([around], names)
            case ast.Try() | ast.TryStar():
                names = frozenset()
                for handler in around.handlers:
                    flow.run(handler.body, names)
                flow.run([*around.orelse, *around.finalbody], names)
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
    inner_functions = [
        node
        for node in ast.walk(function)
        if isinstance(node, definitions) and node is not function
    ]
    return flow.early_reads | loaded(inner_functions)


def _refuse_reads_in_handlers(
    source: Source, function: ast.AsyncFunctionDef, block: _Block, bound: set[str]
) -> None:
    """What the block had assigned before it raised does not come back from the thread."""
    for around in source.ancestors(block):
        if around is function:
            return
        if isinstance(around, ast.Try | ast.TryStar):
            cleanup = [*around.handlers, *around.finalbody]
            if names := sorted(loaded(cleanup) & bound):
                raise CannotFixError(f"`{names[0]}` is read where the block has failed")


def _name_for(block: _Block) -> str:
    for item in block.items if isinstance(block, ast.With) else ():
        match item.context_expr:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name.endswith(
                "open"
            ):
                modes = {
                    node.value
                    for node in ast.walk(item.context_expr)
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                }
                writes = any(len(mode) <= 3 and set(mode) & set("wax") for mode in modes)
                return "write_file" if writes else "read_file"
    return "run_loop" if isinstance(block, ast.For) else "run_block"
