from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Severity
from asyncsense.fixes.steps import (
    AwaitOffloaded,
    RemoveAsync,
    ReplaceBase,
    RunCallbackInThread,
    ScheduleInCallback,
)
from asyncsense.inference.values import FunctionValue, Partial, Types
from asyncsense.knowledge.schema import Parameter
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context, disabled, unsafe
from asyncsense.rules.makers import makes_object
from asyncsense.rules.rule import Rule
from asyncsense.rules.special_methods import calls_without_await
from asyncsense.syntax.sites import CallSite

# These only pass on what the function returns: it depends on the next one whether that is wrong.
_PASS_ON = frozenset({"builtins.map", "itertools.starmap"})
_WANT_RESULTS = frozenset(
    {"builtins.sum", "builtins.any", "builtins.all", "builtins.min", "builtins.max",
     "builtins.sorted", "builtins.str.join"}
)  # fmt: skip


class AsyncCallback(Rule):
    """A coroutine function stands where a plain function is called and its result is not awaited.

    ## Why is this bad?
    Whoever calls it gets a coroutine and drops it, or takes it for the answer: the function's code never runs.
    The same goes for special methods that Python calls itself, and for test methods of `unittest.TestCase`, which
    pass without having tested anything.

    ## Example
    ```python
    import asyncio

    async def refresh(): ...

    async def main():
        asyncio.get_running_loop().call_later(60, refresh)
    ```

    ## Use instead
    ```python
    import asyncio

    async def refresh(): ...

    async def main():
        await asyncio.sleep(60)
        await refresh()
    ```

    Where nothing can wait for it, let the callback make a task and keep it. Give a thread
    `lambda: asyncio.run(refresh())`, await instead of `asyncio.to_thread(refresh)`, and derive tests from
    `unittest.IsolatedAsyncioTestCase`.

    ## Fix safety
    All fixes are unsafe: the coroutine runs, for the first time. A callback of the loop starts a task and keeps it;
    a thread runs the coroutine in an event loop of its own; where a thread is awaited, the coroutine is awaited
    instead. Removing `async` from a special method that awaits nothing breaks code that awaits the method by name.

    ## When to ignore it
    Where whoever takes the function does await what it returns, and does not say so in its annotations: name it in
    `treat.consumes-coroutine`. In a test that shows what a coroutine function does there, inside `pytest.raises` or
    `pytest.warns`, nothing is reported.

    ## References
    - [Scheduling callbacks](https://docs.python.org/3/library/asyncio-eventloop.html#scheduling-callbacks)
    - [unittest.IsolatedAsyncioTestCase](https://docs.python.org/3/library/unittest.html#unittest.IsolatedAsyncioTestCase)

    ## In other tools
    no-misused-promises (typescript-eslint), for JavaScript
    """

    name = "async-callback"
    severity = Severity.ERROR
    message = "{what}, so the coroutine that `{function}` gives is never awaited"
    since = "0.1"
    calls_in = frozenset({"sync_callbacks"})

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        if not (call.expression[2] or call.expression[3]):
            return
        callbacks = ctx.project.knowledge.sync_callbacks
        name = ctx.calls_one_of(call, callbacks)
        if name is None or (name in _PASS_ON and not _results_are_wanted(call, ctx)):
            return
        parameter = callbacks[name].parameter
        given = ctx.argument(call, parameter.name, parameter.position)
        if given is None or not _async_functions(ctx.types(given), ctx) or _is_awaited_later(call):
            return
        functions = _async_functions(ctx.certain_types(given), ctx)
        if functions and not ctx.expects_failure(call.start):
            yield ctx.report(
                self,
                ctx.call_span(call),
                *_callback_fixes(call, name, parameter, functions[0], ctx),
                target=name,
                what=f"`{headline(ctx.source(ctx.call_span(call)))}` calls a coroutine function and awaits nothing",
                function=functions[0].function.name,
            )

    def visit_function(self, ctx: Context) -> Iterator[Diagnostic]:
        function = ctx.function
        caller = calls_without_await(ctx)
        if caller and ctx.understands_decorators(FunctionValue(function, ctx.module)):
            span = ctx.span(function.start, function.name_start + len(function.name))
            what = f"{caller} calls `{function.name}` and awaits nothing"
            yield ctx.report(self, span, *_fixes(ctx), what=what, function=function.name)


def _async_functions(types: Types, ctx: Context) -> tuple[FunctionValue, ...]:
    """The coroutine functions, if `types` are nothing else, through `partial`."""
    inner: Types = tuple(
        one for value in types for one in (value.target if isinstance(value, Partial) else (value,))
    )
    return ctx.async_functions(inner)


def _is_awaited_later(call: CallSite) -> bool:
    """`await (await loop.run_in_executor(None, f))`: the coroutine comes back and is awaited."""
    use = call.use
    return bool(use[0] == "await" and use[1][0] == "await")


def _results_are_wanted(call: CallSite, ctx: Context) -> bool:
    """Whether what is made by `map` goes to a function that needs results, not coroutines."""
    if call.use[0] != "argument":
        return False
    return ctx.calls_one_of(ctx.body.calls[call.use[1]], _WANT_RESULTS) is not None


# ---------------------------------------------------------------------- fixes


def _callback_fixes(
    call: CallSite, taker: str, parameter: Parameter, function: FunctionValue, ctx: Context
) -> Iterator[Fix]:
    knowledge = ctx.project.knowledge
    offload = knowledge.offloads.get(taker)
    place = (ctx.path, ctx.call_span(call), parameter.name, parameter.position)
    forwarded = _forwarded(call, parameter, function, ctx)
    if offload is None and taker in knowledge.loop_callbacks:
        if ctx.library == "asyncio":
            step = ScheduleInCallback(*place, forwarded)
            yield unsafe("Start it as a task in the callback", step)
    elif offload is None:
        return
    elif call.use[0] == "await" and ctx.is_async:
        yield unsafe("Await it without a thread", AwaitOffloaded(*place))
    elif offload.process:
        yield disabled("Run it with `asyncio.run`", "a lambda cannot be sent to another process")
    elif ctx.library == "asyncio":
        yield unsafe("Run it with `asyncio.run`", RunCallbackInThread(*place, forwarded))


def _forwarded(
    call: CallSite, parameter: Parameter, function: FunctionValue, ctx: Context
) -> tuple[str, ...]:
    """What a function that stands for the coroutine function has to pass on."""
    given, words = call.expression[2], {name for name, _ in call.expression[3]}
    own = function.function.parameters[function.bound is not None :]
    wants = any(one.kind == "*" or (one.kind == "positional" and not one.default) for one in own)
    is_shown = parameter.name not in words and len(given) > (parameter.position or 0) + 1
    keeps_arguments = makes_object(call, ctx)
    named = "kwargs" in words if keeps_arguments else bool(words - {parameter.name, "context"})
    positional = is_shown or wants or "args" in words
    return ("*args",) * positional + ("**kwargs",) * named


def _fixes(ctx: Context) -> Iterator[Fix]:
    function, body = ctx.function, ctx.body
    if function.name.startswith("test") and function.owner is not None:
        cls = ctx.span(function.owner.start, function.owner.end)
        step = ReplaceBase(ctx.path, cls, "TestCase", "unittest:IsolatedAsyncioTestCase")
        yield unsafe("Derive the class from `IsolatedAsyncioTestCase`", step)
    if not function.name.startswith("__") or function.is_generator:
        return
    title = "Remove `async`"
    waits = any(one.is_async for one in body.withs) or any(one.is_async for one in body.iterations)
    if body.awaits or waits:
        yield disabled(title, "the method awaits something")
    else:
        yield unsafe(title, RemoveAsync(ctx.path, ctx.span(function.start, function.end)))
