from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Severity
from asyncsense.fixes.steps import RemoveAsync
from asyncsense.inference.values import ClassRef, FunctionValue, Instance, Partial, Types
from asyncsense.project.facts import qualified_name
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context, disabled, unsafe
from asyncsense.rules.rule import Rule
from asyncsense.syntax.summary import CallSite

# Python calls these itself and uses (or drops) what they return at once.
_NEVER_AWAITED = frozenset(
    """
    __init__ __del__ __post_init__ __init_subclass__ __set_name__ __enter__ __exit__ __iter__ __next__
    __reversed__ __len__ __length_hint__ __bool__ __contains__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__
    __hash__ __str__ __repr__ __bytes__ __format__ __int__ __float__ __complex__ __index__ __sizeof__
    __dir__ __setattr__ __delattr__ __setitem__ __delitem__ __set__ __delete__ __instancecheck__
    __subclasscheck__ __await__ __aiter__
    """.split()
)
_TEST_STEPS = frozenset({"setUp", "tearDown", "setUpClass", "tearDownClass"})
# A test class that has one of these of its own may well run coroutines.
_RUNS_TESTS_ITSELF = (
    "run", "debug", "__call__", "_callTestMethod", "_callSetUp", "_callTearDown",
    "__init_subclass__", "__getattribute__", "__init__",
)  # fmt: skip

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
    Removing `async` from a special method that awaits nothing is unsafe: code that awaits the method by name would
    fail. Elsewhere no fix is offered: who should wait for the coroutine is the author's to say.

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

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        callbacks = ctx.project.knowledge.sync_callbacks
        name = ctx.calls_one_of(call, callbacks.keys())
        if name is None or (name in _PASS_ON and not _results_are_wanted(call, ctx)):
            return
        parameter = callbacks[name].parameter
        given = ctx.argument(call, parameter.name, parameter.position)
        if given is None or not _async_functions(ctx.types(given), ctx) or _is_awaited_later(call):
            return
        functions = _async_functions(ctx.certain_types(given), ctx)
        if functions:
            yield ctx.report(
                self,
                ctx.call_span(call),
                target=name,
                what=f"`{headline(ctx.source(ctx.call_span(call)))}` calls a coroutine function and awaits nothing",
                function=functions[0].function.name,
            )

    def visit_function(self, ctx: Context) -> Iterator[Diagnostic]:
        function = ctx.function
        if not function.is_async or function.owner is None or function.kind != "function":
            return
        cls = ctx.inference.class_ref(function.owner, ctx.module)
        if _is_never_awaited(cls, ctx):
            what = f"Python itself calls `{function.name}` and awaits nothing"
        elif _is_plain_test(cls, ctx):
            what = "`unittest.TestCase` calls its methods and awaits nothing"
        else:
            return
        value = FunctionValue(function, ctx.module)
        if not ctx.understands_decorators(value):
            return
        values = ctx.inference.attribute((Instance(cls),), function.name)
        if function.is_generator or ctx.async_functions(values):
            start = function.name_start
            span = ctx.span(function.start, start + len(function.name))
            yield ctx.report(
                self, span, *_fixes(ctx), what=what, function=function.name, target=value.qualname
            )


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


def _is_never_awaited(cls: ClassRef, ctx: Context) -> bool:
    name = ctx.function.name
    if name not in _NEVER_AWAITED or (name == "__aiter__" and ctx.function.is_generator):
        return False
    return name != "__init__" or not _makes_objects_itself(cls, ctx)


def _makes_objects_itself(cls: ClassRef, ctx: Context) -> bool:
    """Whether a `__new__` or a metaclass may await `__init__`."""
    maker = ctx.inference.find_member(cls, "__new__")
    return (
        ctx.inference.has_unknown_base(cls)
        or (maker is not None and maker.owner.qualname != "builtins.object")
        or any(
            word == "metaclass" for one in ctx.inference.mro(cls) for word, _ in one.node.keywords
        )
    )


def _is_plain_test(cls: ClassRef, ctx: Context) -> bool:
    name = ctx.function.name
    if not (name.startswith("test") or name in _TEST_STEPS) or cls.node.decorators:
        return False
    order = [one for one in ctx.inference.mro(cls) if one.qualname != "builtins.object"]
    if ctx.inference.is_subclass(cls, "unittest.async_case.IsolatedAsyncioTestCase"):
        return False
    if ctx.inference.has_unknown_base(cls) or order[-1].qualname != "unittest.case.TestCase":
        return False
    return not any(
        method in one.node.bindings for one in order[:-1] for method in _RUNS_TESTS_ITSELF
    )


def _fixes(ctx: Context) -> Iterator[Fix]:
    function, body = ctx.function, ctx.body
    if function.name not in _NEVER_AWAITED:
        return
    waits = body.awaits or any(one.is_async for one in (*body.withs, *body.iterations))
    if waits:
        yield disabled("Remove `async`", "the method awaits something")
    elif not function.is_generator:
        yield unsafe(
            "Remove `async`", RemoveAsync(ctx.path, ctx.span(function.start, function.end))
        )
