"""Fixes that put the awaitable twin in the place of what blocks."""

from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Fix
from asyncsense.fixes.steps import AddAwait, AwaitThroughClient, ReplaceCallee
from asyncsense.fixes.twins import awaitable_twin
from asyncsense.inference.values import Decorated, FunctionValue, Types, without_none
from asyncsense.project.chains import Chain
from asyncsense.rules.context import Context, safe, unsafe
from asyncsense.rules.sibling_classes import sibling_class_fix, takes
from asyncsense.syntax.expressions import ATTRIBUTE, NAME, last_name
from asyncsense.syntax.sites import CallSite

# How libraries name the awaitable twin of `load`.
_FORMS = ("a{}", "{}_async", "async_{}", "{}_aio")


def twin_fixes(call: CallSite, chain: Chain, ctx: Context) -> Iterator[Fix]:
    """The twin that knowledge names, or else one that stands beside what is called."""
    known = _known_twin(call, chain, ctx)
    found = known or _sibling_function(call, ctx) or _through_client(call, chain, ctx)
    found = found or sibling_class_fix(call, chain, ctx)
    if found is not None:
        yield found


def _known_twin(call: CallSite, chain: Chain, ctx: Context) -> Fix | None:
    target = awaitable_twin(chain, ctx.module)
    twin = chain.primitive.instead
    if target is None or twin is None or chain.hops:
        return None
    shown = target.replace(":", ".").removeprefix(".")
    return _await_instead(call, target, shown, ctx, is_certain=twin.module == "asyncio")


def _through_client(call: CallSite, chain: Chain, ctx: Context) -> Fix | None:
    """`httpx.get(url)`, where knowledge names a method of a class for a plain function."""
    twin = chain.primitive.instead
    if twin is None or twin.module is None or "." not in twin.name or chain.hops:
        return None
    if not all(isinstance(value, FunctionValue) and not value.bound for value in ctx.callees(call)):
        return None
    name, _, method = twin.name.partition(".")
    module = ctx.inference.module(twin.module)
    classes = ctx.inference.module_attribute(module, name) if module is not None else ()
    methods = ctx.inference.attribute(ctx.inference.instances(classes), method)
    words = [word for word, _ in call.expression[3]]
    if not ctx.async_functions(methods) or not takes(methods, len(call.expression[2]), words):
        return None
    step = AwaitThroughClient(ctx.path, ctx.call_span(call), f"{twin.module}:{name}", method)
    return unsafe(f"Use `{twin.module}.{name}`", step)


def _await_instead(
    call: CallSite, target: str, shown: str, ctx: Context, *, is_certain: bool = False
) -> Fix:
    span = ctx.call_span(call)
    steps = (ReplaceCallee(ctx.path, span, target), AddAwait(ctx.path, span))
    return (safe if is_certain else unsafe)(f"Await `{shown}` instead", *steps)


# ---------------------------------------------------------------------- siblings by name


def _sibling_function(call: CallSite, ctx: Context) -> Fix | None:
    """`load_async`, or the like, beside `load`: with the same parameters, and not blocking itself."""
    callee = call.expression[1]
    originals = ctx.callees(call)
    if callee[0] not in (ATTRIBUTE, NAME) or not originals:
        return None
    for form in _FORMS:
        name = form.format(last_name(callee))
        if callee[0] == ATTRIBUTE:
            siblings, target = ctx.inference.attribute(ctx.types(callee[1]), name), f".{name}"
        else:
            siblings, target = _beside_functions(originals, name, ctx)
        if target and _is_twin(originals, siblings, ctx):
            return _await_instead(call, target, name, ctx)
    return None


def _beside_functions(originals: Types, name: str, ctx: Context) -> tuple[Types, str]:
    """What has the name in the module of the functions, and how ReplaceCallee names it."""
    functions = [_plain(value) for value in originals]
    modules = {one.module for one in functions if one is not None}
    if len(modules) != 1 or None in functions:
        return (), ""
    (module,) = modules
    path = "" if module is ctx.module else module.name
    return ctx.inference.module_attribute(module, name), f"{path}:{name}"


def _is_twin(originals: Types, siblings: Types, ctx: Context) -> bool:
    functions = ctx.async_functions(without_none(siblings))
    if not functions or any(_is_no_way_out(one, ctx) for one in functions):
        return False
    return all(
        (plain := _plain(original)) is not None
        and all(_parameters(plain) == _parameters(one) for one in functions)
        for original in originals
    )


def _is_no_way_out(function: FunctionValue, ctx: Context) -> bool:
    """Whether it is the very function that the fix is for, or blocks like the other."""
    frame = ctx.inference.frame_of(function.function, function.module, function.bound)
    facts = ctx.project.facts
    return function.function is ctx.function or any(
        facts.call_chain(call, frame) is not None for call in function.function.body.calls
    )


def _plain(value: object) -> FunctionValue | None:
    if isinstance(value, Decorated):
        return value.original
    return value if isinstance(value, FunctionValue) else None


def _parameters(value: FunctionValue) -> list[tuple[str, str, bool]]:
    """What a caller has to know of the parameters."""
    own = value.function.parameters[value.bound is not None :]
    return [(one.name, one.kind, one.default is None) for one in own]
