from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Severity
from asyncsense.fixes.steps import CheckGatherResults, RemoveKeyword
from asyncsense.rules.context import Context, unsafe
from asyncsense.rules.gathering import Results, is_gather, mentions_cancel, returns_exceptions
from asyncsense.rules.rule import Rule
from asyncsense.syntax.sites import CallSite


class GatherIgnoredExceptions(Rule):
    """Exceptions that `gather(..., return_exceptions=True)` gives back are not looked at.

    ## Why is this bad?
    With `return_exceptions=True`, exceptions are results among results. If the results are dropped, every
    failure is lost without a trace. If they are used unseen, the failure comes up later and elsewhere, as an
    exception object where a value was meant.

    `isinstance(result, Exception)` is not enough if what it lets pass is used as a value: the
    `CancelledError` of a task that was cancelled is a `BaseException` only. That is reported as information.

    ## Example
    ```python
    import asyncio

    async def load_all(sources):
        results = await asyncio.gather(*(one.load() for one in sources), return_exceptions=True)
        return sum(len(result) for result in results)
    ```

    ## Use instead
    ```python
    import asyncio

    async def load_all(sources):
        results = await asyncio.gather(*(one.load() for one in sources), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result
        return sum(len(result) for result in results)
    ```

    Nothing is reported where the function has cancelled tasks before: then the exceptions are what it expects.

    ## Fix safety
    Raising the first exception that is found, or letting `gather` raise it, is unsafe: callers that never saw
    one will.

    ## When to ignore it
    Where failures do not matter, in a shutdown, say: when all that could be done was done. Assigning the results to
    `_` does not hide it; a comment that says why is worth more.

    ## References
    - [asyncio.gather](https://docs.python.org/3/library/asyncio-task.html#asyncio.gather)

    ## In other tools
    none
    """

    name = "gather-ignored-exceptions"
    severity = Severity.WARNING
    message = "exceptions are among the results of this `gather`, {phrase}"
    since = "0.1"
    calls_in = frozenset({"schedules"})

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        if not call.expression[3] or not is_gather(call, ctx):
            return
        if returns_exceptions(call) is not True or mentions_cancel(ctx, call.start):
            return
        results = Results(call, ctx)
        verdict = results.verdict()
        if verdict is None:
            return
        phrase = {
            "dropped": "which nothing looks at",
            "used": "and they are used as if they were values",
            "partly": "and a `CancelledError` among them passes for a value",
        }[verdict]
        severity = Severity.INFORMATION if verdict == "partly" else None
        span = ctx.call_span(call)
        yield ctx.report(self, span, *_fixes(call, ctx), severity=severity, phrase=phrase)


def _fixes(call: CallSite, ctx: Context) -> Iterator[Fix]:
    span = ctx.call_span(call)
    if call.use[0] == "await" and call.use[1][0] in ("discard", "assign", "unpack", "return"):
        yield unsafe("Raise the first exception", CheckGatherResults(ctx.path, span))
    yield unsafe("Let `gather` raise", RemoveKeyword(ctx.path, span, "return_exceptions"))
