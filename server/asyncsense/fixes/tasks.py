"""Steps that keep a task until it is done."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from asyncsense.fixes import imports, scopes
from asyncsense.fixes.draft import Draft, Layer
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.layout import (
    indentation_of,
    indentation_step,
    insert_before,
    insert_behind,
    stands_alone,
)
from asyncsense.fixes.steps import KeepTask, ScheduleTask
from asyncsense.fixes.syntax_lookup import Source, walk
from asyncsense.text import Span

_CONTAINERS = (ast.ListComp, ast.SetComp, ast.List, ast.Set, ast.Tuple)


@dataclass(frozen=True, slots=True)
class _Keeping:
    """The statements that keep a task, or several."""

    tasks: str
    """The set, as it is written where the task is made."""
    step_in: str

    def one(self, task: str) -> list[str]:
        return lines_that_keep(task, self.tasks)

    def several(self, names: str, task: str) -> list[str]:
        return [
            f"{self.tasks}.update({names})",
            f"for {task} in {names}:",
            f"{self.step_in}{task}.add_done_callback({self.tasks}.discard)",
        ]


def lines_that_keep(task: str, tasks: str) -> list[str]:
    """The statements that keep `task` in the set `tasks` until it is done."""
    return [f"{tasks}.add({task})", f"{task}.add_done_callback({tasks}.discard)"]


def keep_task(step: KeepTask, draft: Draft) -> None:
    _keep(draft, draft.source.call_at(step.span), step.on_self)


def schedule_task(step: ScheduleTask, draft: Draft) -> None:
    call = draft.source.call_at(step.span)
    if isinstance(draft.source.parent(call), ast.Await):
        raise CannotFixError("it is awaited already")
    _keep(draft, call, step.on_self)
    draft.wrap(step.span, f"{draft.reference('asyncio:create_task', call)}(", ")", Layer.CALL)


def _keep(draft: Draft, call: ast.Call, on_self: bool) -> None:
    source = draft.source
    statement = source.statement_of(call)
    name = _set_of_instance(draft, call) if on_self else set_of_module(draft, call)
    keeping = _Keeping(name, indentation_step(source, statement))
    task, tasks = _unused_names(source, call)
    match statement:
        case ast.Expr(value=value) if value is call:
            draft.wrap(source.span(statement), f"{task} = ", "", Layer.STATEMENT)
            insert_behind(draft, statement, keeping.one(task))
        case ast.Assign(targets=[ast.Name() as target], value=value) if value is call:
            insert_behind(draft, statement, keeping.one(_named(draft, target, task)))
        case ast.AnnAssign(target=ast.Name() as target, value=value) if value is call:
            insert_behind(draft, statement, keeping.one(_named(draft, target, task)))
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=value)) as chained) if value is call:
            _split_chain(draft, statement, chained, call, task, keeping)
        case ast.Expr(value=ast.Call(func=ast.Attribute(), args=[value], keywords=[])) if (
            value is call
        ):
            text = source.text_of(call)
            if "\n" in text or "\r" in text:
                raise CannotFixError("it goes over several lines inside another call")
            draft.replace(source.span(call), task)
            insert_before(draft, statement, [f"{task} = {text}", *keeping.one(task)])
        case ast.Expr(value=container) if _holds(source, container, call):
            draft.wrap(source.span(statement), f"{tasks} = ", "", Layer.STATEMENT)
            insert_behind(draft, statement, keeping.several(tasks, task))
        case ast.Assign(targets=[ast.Name() as target], value=container) if _holds(
            source, container, call
        ):
            insert_behind(draft, statement, keeping.several(_named(draft, target, tasks), task))
        case _:
            raise CannotFixError("it is part of a larger expression")


def _split_chain(
    draft: Draft,
    statement: ast.stmt,
    chained: ast.Call,
    call: ast.Call,
    task: str,
    keeping: _Keeping,
) -> None:
    """`create_task(f()).add_done_callback(g)` becomes two statements."""
    source = draft.source
    start, end = source.span(call)
    dot = source.find(".", end)
    if source.span(chained).start != start or source.document.line_index(
        dot
    ) != source.document.line_index(end):
        raise CannotFixError("it stands in parentheses")
    lines = [*keeping.one(task), task]
    draft.wrap(source.span(statement), f"{task} = ", "", Layer.STATEMENT)
    if stands_alone(source, statement):
        indentation = indentation_of(source, start)
        text = "".join(f"{draft.newline}{indentation}{line}" for line in lines)
    else:
        text = "".join(f"; {line}" for line in lines)
    draft.replace(Span(end, dot), text)


def _holds(source: Source, container: ast.expr, call: ast.Call) -> bool:
    """Whether `container` is a list, or the like, of what `call` gives."""
    if not isinstance(container, _CONTAINERS) or source.parent(call) is not container:
        return False
    return isinstance(container, ast.List | ast.Set | ast.Tuple) or container.elt is call


def _named(draft: Draft, target: ast.Name, name: str) -> str:
    """The name of an assignment's target; `_` is given a better one."""
    if target.id != "_":
        return target.id
    draft.replace(draft.source.span(target), name)
    return name


def _unused_names(source: Source, place: ast.AST) -> tuple[str, str]:
    """Names for a task and for several, which mean nothing else in the function."""
    scope = scopes.enclosing_function(source, place)
    taken = scopes.words_in([scope] if scope else source.statements)
    return scopes.unused_name("task", taken), scopes.unused_name("tasks", taken)


def set_of_module(draft: Draft, place: ast.AST) -> str:
    """The name of the module's set of tasks, which is made where it lacks."""
    source = draft.source
    inside = scopes.comprehension_names(source, place)
    for scope in scopes.enclosing_scopes(source, place):
        inside |= scopes.bindings(scope).keys()
    in_module = scopes.module_bindings(source)
    own = {name for name in _sets_of_module(source) if len(in_module[name]) == 1}
    name = scopes.unused_name("background_tasks", inside | (in_module.keys() - own))
    if name not in in_module:
        draft.insert_line(*imports.place_definition(source, f"{name} = set()"), rank=1)
    return name


def _sets_of_module(source: Source) -> set[str]:
    """The names that the module gives an empty set."""
    found: set[str] = set()
    for statement in source.statements:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=value)
            ) if _is_empty_set(value):
                found.add(name)
    return found


def _is_empty_set(value: ast.AST | None) -> bool:
    match value:
        case ast.Call(func=ast.Name(id="set") | ast.Subscript(value=ast.Name(id="set")), args=[]):
            return True
    return False


def _set_of_instance(draft: Draft, place: ast.AST) -> str:
    """`self.NAME` of the instance's set of tasks, which `__init__` makes where it lacks."""
    source = draft.source
    method = _method_around(source, place)
    owner = source.parent(method)
    assert isinstance(owner, ast.ClassDef)
    init = next(
        (
            member
            for member in owner.body
            if isinstance(member, ast.FunctionDef) and member.name == "__init__"
        ),
        None,
    )
    if init is None:
        raise CannotFixError(f"`{owner.name}` has no `__init__` to make a set of tasks in")
    if "__slots__" in scopes.names_bound_by(owner.body):
        raise CannotFixError(f"`{owner.name}` has `__slots__`")
    own = _sets_made_in(init)
    others = {node.attr for node in walk([owner]) if isinstance(node, ast.Attribute)} - own
    name = scopes.unused_name("_background_tasks", others)
    if name not in own:
        _insert_at_top(draft, init, f"{scopes.arguments_of(init)[0].arg}.{name} = set()")
    return f"{scopes.arguments_of(method)[0].arg}.{name}"


def _method_around(source: Source, place: ast.AST) -> scopes.Function:
    for around in source.ancestors(place):
        if isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef) and isinstance(
            source.parent(around), ast.ClassDef
        ):
            decorators = scopes.words_in(around.decorator_list)
            if decorators & {"staticmethod", "classmethod"} or not scopes.arguments_of(around):
                break
            return around
    raise CannotFixError("it does not stand in a method of an instance")


def _sets_made_in(init: ast.FunctionDef) -> set[str]:
    """The attributes that `__init__` sets to an empty set."""
    found: set[str] = set()
    for statement in init.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Attribute(attr=attribute)], value=value)
                | ast.AnnAssign(target=ast.Attribute(attr=attribute), value=value)
            ) if _is_empty_set(value):
                found.add(attribute)
    return found


def _insert_at_top(draft: Draft, init: ast.FunctionDef, line: str) -> None:
    """Behind the docstring and the call of the base class, which may have to come first."""
    last: ast.stmt | None = None
    for statement in init.body:
        match statement:
            case ast.Expr(value=ast.Constant(value=str())):
                last = last or statement
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="__init__"))):
                last = statement
    if last is None:
        insert_before(draft, init.body[0], [line])
    else:
        insert_behind(draft, last, [line])
