from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.inference.values import FunctionValue, Types
from asyncsense.project.calls import qualified_name
from asyncsense.rules.context import Context
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import CALL, last_name
from asyncsense.syntax.sites import CallSite

_CACHES = frozenset({"functools.lru_cache", "functools.cache", "functools.cached_property"})


class CachedCoroutine(Rule):
    """A cache of `functools` keeps a coroutine instead of its result.

    ## Why is this bad?
    A coroutine object can be awaited once. The cache gives the same object to the second caller, who gets
    "RuntimeError: cannot reuse already awaited coroutine", and only in the second call, which tests may never make.

    ## Example
    ```python
    from functools import lru_cache

    @lru_cache
    async def exchange_rate(currency): ...
    ```

    ## Use instead
    ```python
    rates = {}

    async def exchange_rate(currency):
        if currency not in rates:
            rates[currency] = await fetch_rate(currency)
        return rates[currency]

    async def fetch_rate(currency): ...
    ```

    A cache that knows coroutines does the same in a line, such as `alru_cache` of async-lru; where calls at the
    same time should share one request, cache a task.

    ## Fix safety
    No fix is offered: what the cache should keep, and for how long, is the author's to say.

    ## When to ignore it
    Where each set of arguments is certainly asked for once, and the cache is only to save the call: then it is of no
    use, and better left away.

    ## References
    - [functools.cache](https://docs.python.org/3/library/functools.html#functools.cache)
    - [Awaitables](https://docs.python.org/3/library/asyncio-task.html#awaitables)

    ## In other tools
    none
    """

    name = "cached-coroutine"
    severity = Severity.ERROR
    message = "`{cache}` keeps the coroutine of `{function}`, which can be awaited only once"
    since = "0.1"

    def visit_function(self, ctx: Context) -> Iterator[Diagnostic]:
        function = ctx.function
        if not function.decorators or function.kind != "function":
            return
        frame = ctx.inference.definition_frame(function, ctx.module)
        for expression, start, end in function.decorators:
            called = expression[1] if expression[0] == CALL else expression
            if not _is_cache(ctx.inference.evaluate(called, frame)):
                continue
            value = FunctionValue(function, ctx.module)
            decorated = ctx.inference.function_value([function], ctx.module, frame)
            results = ctx.inference.call_types(decorated)
            if ctx.kinds(results) == {"coroutine"} and ctx.understands_decorators(value):
                yield ctx.report(
                    self,
                    ctx.span(start, end),
                    cache=last_name(called),
                    function=function.name,
                    target=ctx.name_of((value,)),
                )

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        """`cached = lru_cache(maxsize=32)(function)` and `cached = cache(function)`."""
        callee, given = call.expression[1], call.expression[2]
        if len(given) != 1:
            return
        called = callee[1] if callee[0] == CALL else callee
        if not _is_cache(ctx.inference.callees(called, ctx.frame)):
            return
        functions = ctx.certain_types(given[0])
        if ctx.async_functions(functions):
            yield ctx.report(
                self,
                ctx.call_span(call),
                cache=last_name(called),
                function=last_name(given[0]),
                target=ctx.name_of(functions),
            )


def _is_cache(types: Types) -> bool:
    return bool(types) and all(qualified_name(value) in _CACHES for value in types)
