"""The fix that gives an object the class whose methods are awaited: `httpx.AsyncClient` for `httpx.Client`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from asyncsense.diagnostics import Fix, Step
from asyncsense.fixes.steps import AddAsync, AddAwait, ReplaceCallee
from asyncsense.inference.functions import has_decorator
from asyncsense.inference.modules import Module
from asyncsense.inference.values import (
    ClassRef,
    ClassValue,
    FunctionValue,
    Instance,
    ModuleValue,
    Types,
    without_none,
)
from asyncsense.project.calls import function_values
from asyncsense.project.chains import Chain
from asyncsense.rules.context import Context, disabled, unsafe
from asyncsense.syntax.expressions import ATTRIBUTE, CALL, NAME, Expression
from asyncsense.syntax.sites import Binding, CallSite, Use
from asyncsense.syntax.summary import Function, walk_functions
from asyncsense.text import Span

_AWAITED = {"coroutine", "awaitable"}
# Submodules in which libraries keep the classes of the same name that are awaited.
_PARALLEL = ("asyncio", "aio", "asynchronous")


class _NoWayError(Exception):
    """The class cannot be exchanged; the message says why."""


class _Sibling(NamedTuple):
    cls: ClassRef
    target: str
    """How ReplaceCallee names it."""


class _Object(NamedTuple):
    """Something of the blocking class: the call that makes it, and the uses that are made of it."""

    made_in: Function
    maker: Expression
    uses: tuple[tuple[Function, Use], ...]


def sibling_class_fix(call: CallSite, chain: Chain, ctx: Context) -> Fix | None:
    """Exchanges the class where the object is made, and awaits what is called on it; None where its
    class has no such sibling."""
    receiver = call.expression[1]
    if chain.hops or receiver[0] != ATTRIBUTE:
        return None
    found = _object(call, receiver[1], ctx)
    if found is None:
        return None
    sibling = _sibling(found.maker, chain, ctx)
    if sibling is None:
        return None
    title = f"Use `{sibling.target.replace(':', '.')}`"
    try:
        steps = list(_steps(found, sibling, ctx))
    except _NoWayError as error:
        return disabled(title, str(error))
    return unsafe(title, *dict.fromkeys(steps))


# ---------------------------------------------------------------------- the object


def _object(call: CallSite, receiver: Expression, ctx: Context) -> _Object | None:
    path: list[str] = []
    use: Use = ("callee", ctx.body.calls.index(call), call.use)
    use = ("attribute", call.expression[1][2], use)
    while True:
        if receiver[0] == CALL:
            return _Object(ctx.function, receiver, ((ctx.function, use),))
        if receiver[0] == NAME:
            return _of_name(receiver[1], ctx)
        if receiver[0] != ATTRIBUTE:
            return None
        if receiver[1][0] == NAME and _is_self(receiver[1][1], ctx):
            return _of_attribute(receiver[2], ctx)
        path.append(receiver[2])
        use = ("attribute", receiver[2], use)
        receiver = receiver[1]


def _of_name(name: str, ctx: Context) -> _Object | None:
    function = ctx.function
    rows = [row for row in ctx.body.bindings.get(name, ()) if row.kind != "narrow"]
    if len(rows) != 1 or rows[0].kind not in ("assign", "with") or rows[0].payload[0] != CALL:
        return None
    inner = (one for one in walk_functions(function) if one is not function)
    if function.kind == "module" or any(name in one.body.uses for one in inner):
        return None
    uses = tuple((function, one.use) for one in ctx.uses_of(name))
    return _Object(function, rows[0].payload, uses)


def _is_self(name: str, ctx: Context) -> bool:
    function = ctx.function
    return bool(
        function.owner is not None and function.parameters and function.parameters[0].name == name
    )


def _of_attribute(name: str, ctx: Context) -> _Object | None:
    """`self.name`, if one method of the class sets it, and the module knows no other use of it."""
    owner = ctx.function.owner
    assert owner is not None
    rows = [(row[0], Binding._make(row[1:])) for row in owner.set_on_self(name)]
    if len(rows) != 1 or rows[0][1].kind != "assign" or rows[0][1].payload[0] != CALL:
        return None
    uses: list[tuple[Function, Use]] = []
    for function in ctx.module.summary.functions():
        own = function.parameters[0].name if function.owner is owner and function.parameters else ""
        of_self = [
            one.use[2]
            for one in function.body.uses.get(own, ())
            if one.use[:2] == ("attribute", name) and one.use[2] != ("store",)
        ]
        reads = [site.expression for site in function.body.attributes]
        reads += [site.expression[1] for site in function.body.calls]
        if sum(one[0] == ATTRIBUTE and one[2] == name for one in reads) > len(of_self):
            return None
        uses += ((function, use) for use in of_self)
    (index, binding) = rows[0]
    return _Object(owner.functions[index], binding.payload, tuple(uses))


# ---------------------------------------------------------------------- the sibling


def _sibling(maker: Expression, chain: Chain, ctx: Context) -> _Sibling | None:
    made = ctx.inference.callees(maker[1], ctx.frame)
    if len(made) != 1 or not isinstance(made[0], ClassValue):
        return None
    cls = made[0].cls
    twin = ctx.project.knowledge.twins.get(cls.qualname)
    name = twin.twin.rpartition(".")[2] if twin is not None else f"Async{cls.node.name}"
    for module in _modules(maker[1], cls, chain, ctx):
        for wanted in dict.fromkeys((name, cls.node.name)):
            for value in ctx.inference.module_attribute(module, wanted):
                if isinstance(value, ClassValue) and _is_sibling(value.cls, cls, twin is None, ctx):
                    return _Sibling(value.cls, f"{module.name}:{wanted}")
    return None


def _is_sibling(one: ClassRef, cls: ClassRef, by_name: bool, ctx: Context) -> bool:
    """Whether it is another class than `cls`; one found by its name must be a manager as that is."""
    if one is cls or ctx.inference.is_subclass(one, cls.qualname):
        return False
    return not by_name or ctx.inference.defines(one, "__aenter__") == ctx.inference.defines(
        cls, "__enter__"
    )


def _modules(callee: Expression, cls: ClassRef, chain: Chain, ctx: Context) -> Iterator[Module]:
    """Where the sibling may be reached, the best first: where the class is taken from, …"""
    names: list[str] = []
    if callee[0] == ATTRIBUTE:
        names += [one.module.name for one in ctx.types(callee[1]) if isinstance(one, ModuleValue)]
    elif callee[0] == NAME:
        rows = ctx.module.bindings.get(callee[1], ())
        names += [
            ctx.module.absolute_name(row.binding.payload[0], row.binding.payload[1])
            for row in rows
            if row.binding.kind == "from"
        ]
    if chain.primitive.instead is not None and chain.primitive.instead.module is not None:
        names.append(chain.primitive.instead.module)
    top = cls.qualname.partition(".")[0]
    names += [f"{top}.{part}" for part in _PARALLEL]
    names.append(cls.module.name)
    for name in dict.fromkeys(names):
        module = ctx.inference.module(name)
        if module is not None:
            yield module


# ---------------------------------------------------------------------- the steps


def _steps(found: _Object, sibling: _Sibling, ctx: Context) -> Iterator[Step]:
    _, _, given, keywords, start, end = found.maker
    init = ctx.inference.attribute((Instance(sibling.cls),), "__init__")
    shown = sibling.target.rpartition(":")[2]
    if not takes(init, len(given), [name for name, _ in keywords]):
        raise _NoWayError(f"`{shown}` takes other arguments")
    yield ReplaceCallee(ctx.path, _place(found.made_in, start, end, ctx), sibling.target)
    for item in found.made_in.body.withs:
        if item.expression == found.maker and not item.is_async:
            yield _make_async(found.made_in, item.start, item.end, ctx)
    for function, use in found.uses:
        yield from _step_of_use(function, use, (Instance(sibling.cls),), shown, ctx)


def _step_of_use(
    function: Function, use: Use, types: Types, shown: str, ctx: Context
) -> Iterator[Step]:
    """What a use of the object, which is now of `types`, needs."""
    if use[0] != "attribute":
        raise _NoWayError("it is handed on to others")
    name, outer = use[1], use[2]
    member = ctx.inference.attribute(types, name)
    if outer[0] == "attribute" and ctx.is_certain(member):
        yield from _step_of_use(function, outer, member, shown, ctx)
    elif outer[0] == "callee":
        yield from _step_of_call(function, function.body.calls[outer[1]], name, types, shown, ctx)
    elif not ctx.is_certain(member):
        raise _NoWayError(f"`{shown}` has no `{name}`")


def _step_of_call(
    function: Function, call: CallSite, name: str, types: Types, shown: str, ctx: Context
) -> Iterator[Step]:
    place = _place(function, call.start, call.end, ctx)
    frame = ctx.inference.frame_of(function, ctx.module)
    chain = ctx.project.facts.call_chain(call, frame)
    member = ctx.inference.attribute(types, name)
    if not ctx.is_certain(member) or _is_deprecated(member):
        other = ctx.inference.attribute(types, f"a{name}")
        if ctx.is_certain(other):
            name, member = f"a{name}", other
            yield ReplaceCallee(ctx.path, place, f".{name}")
        elif not ctx.is_certain(member):
            raise _NoWayError(f"`{shown}` has no `{name}`")
    words = [word for word, _ in call.expression[3]]
    if not takes(member, len(call.expression[2]), words):
        raise _NoWayError(f"`{name}` of `{shown}` takes other arguments")
    result = without_none(ctx.inference.call_types(member))
    if ctx.kinds(result) <= _AWAITED and result:
        _check_result(call, result, frame, ctx)
        yield AddAwait(ctx.path, place)
    elif (
        chain is not None and chain.primitive.instead is not None and chain.primitive.same_signature
    ):
        # The library's own annotations do not say what is awaited; knowledge does.
        yield AddAwait(ctx.path, place)
    elif call.use[0] == "with" and ctx.all_define(result, "__aenter__"):
        item = function.body.withs[call.use[1]]
        yield _make_async(function, item.start, item.end, ctx)
        return
    elif chain is None and ctx.none_defines(result, "__aiter__"):
        return
    else:
        raise _NoWayError(f"it cannot be told what `{name}` of `{shown}` gives")
    if not function.is_async:
        raise _NoWayError(f"`{function.name}` uses it as well, and is not async")
    if call.use[0] in ("await", "with", "iterate"):
        raise _NoWayError(f"it cannot be told what `{name}` of `{shown}` gives")


def _is_deprecated(functions: Types) -> bool:
    """Whether one should call something else, as `aclose` instead of `close`."""
    return any(
        has_decorator(one.function, "deprecated", "deprecated_function")
        for one in function_values(functions)
    )


def _check_result(call: CallSite, result: Types, frame: object, ctx: Context) -> None:
    """What is awaited must be what the call gave before, where anything is done with it."""
    if call.use[0] == "discard":
        return
    before = ctx.inference.evaluate(call.expression, frame)  # type: ignore[arg-type]
    after = ctx.inference.awaited(result)
    classes = [
        {value.cls for value in types if isinstance(value, Instance)} for types in (before, after)
    ]
    if classes[0] != classes[1]:
        raise _NoWayError("what it gives would be of another class")


def _make_async(function: Function, start: int, end: int, ctx: Context) -> Step:
    if not function.is_async:
        raise _NoWayError(f"`{function.name}` uses it as well, and is not async")
    if sum(item.start == start for item in function.body.withs) > 1:
        raise _NoWayError("its `with` has other managers as well")
    return AddAsync(ctx.path, _place(function, start, end, ctx))


def takes(functions: Types, positional: int, words: list[str | None]) -> bool:
    """Whether each of the functions can be called with so many arguments and these keywords."""
    for value in functions:
        if not isinstance(value, FunctionValue):
            continue
        own = value.function.parameters[value.bound is not None :]
        kinds = {one.kind for one in own}
        names = {one.name for one in own}
        if "*" not in kinds and positional > sum(one.kind == "positional" for one in own):
            return False
        if "**" not in kinds and not {word for word in words if word} <= names:
            return False
    return True


def _place(function: Function, start: int, end: int, ctx: Context) -> Span:
    piece = function.piece
    return Span(ctx.module.offset(piece, start), ctx.module.offset(piece, end))
