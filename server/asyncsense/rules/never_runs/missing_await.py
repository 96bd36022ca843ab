from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from asyncsense.diagnostics import Applicability, Diagnostic, Fix, Related, Severity
from asyncsense.fixes.steps import (
    AddAwait,
    CallIt,
    MakeAsync,
    RunEventLoop,
    ScheduleTask,
)
from asyncsense.inference.values import Types, without_none
from asyncsense.project.consumption import Misuse
from asyncsense.rules.adding_await import await_fixes
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context, disabled, unsafe
from asyncsense.rules.makers import (
    every_callee_gives_awaitable,
    gives_argument_back,
    is_awaited_beside,
    is_coroutine_by_name,
    is_given_function_to_decorate,
    is_often_dropped,
    is_switched_off,
    makes_object,
    may_be_overridden_by_plain,
    may_be_run_by_decorator,
    may_be_under_way,
    may_have_done_it,
    returns_what_it_is_given,
    start_of_chain,
)
from asyncsense.rules.rule import Rule
from asyncsense.rules.stand_ins import may_call_stand_in
from asyncsense.syntax.sites import AttributeSite, CallSite

_LEAVES = frozenset(("await", "with", "lambda", "yield", "decorator", "other"))
"""Uses that await, or hand it to somebody of whom nothing is known."""
_GATHER = frozenset({"asyncio.tasks.gather", "asyncio.gather"})


class MissingAwait(Rule):
    """A coroutine is made and thrown away, kept and forgotten, or used as if it were its result.

    ## Why is this bad?
    Calling a coroutine function runs none of its code: it gives a coroutine object, and the code runs when
    that is awaited or made a task. Without, Python prints "coroutine … was never awaited" when the object is
    collected, if anybody looks; and whatever takes the object for its result goes wrong: a coroutine is
    true, has no items, and equals nothing.

    ## Example
    ```python
    async def save(record): ...

    async def main(record):
        save(record)
    ```

    ## Use instead
    ```python
    async def save(record): ...

    async def main(record):
        await save(record)
    ```

    ## Fix safety
    Adding `await` to a call whose result is thrown away in a coroutine is safe. Elsewhere it is offered as
    unsafe: code between the call and the use of its value runs later than before.

    Where nothing is known of an object, two things speak for a lost `await`, and are information: every function of
    the method's name in the project is a coroutine function, or the function awaits all other calls of it; for the
    latter, fixes are unsafe.

    In a plain function, the function becomes `async def`, and every call of it in the project is awaited, as
    far up as it takes. That is refused where something needs the function to be plain: a property, a callback,
    a method of a library that it overrides, a decorator.

    ## When to ignore it
    Where a coroutine is kept in a place that only somebody else's code looks at, by name. A function that schedules
    what it is given, and whose parameters are declared as results, belongs into `treat.consumes-coroutine`. Inside
    `pytest.raises(TypeError)`, `pytest.warns(RuntimeWarning)` and the like nothing is reported, nor where a block that
    expects another error ends: what it expects may come of the call. Nor is it reported where a plain function
    returns the coroutine despite its annotation, if one of its overloads or the method that it overrides gives
    something to await, or if a comment like `# type: ignore` keeps type checkers silent there.

    ## References
    - [Coroutines](https://docs.python.org/3/library/asyncio-task.html#coroutines)

    ## In other tools
    reportUnusedCoroutine (pyright), unused-coroutine and unused-awaitable (mypy), unused-awaitable (ty)
    """

    name = "missing-await"
    severity = Severity.ERROR
    message = "`{call}` {phrase}"
    since = "0.1"

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        if call.use[0] in _LEAVES or call.use == ("store",):
            return
        callees = ctx.callees(call)
        if ctx.inference.gives_plain(callees):
            return
        types = ctx.types(call.expression)
        evidence = _evidence(call, ctx)
        is_open = ctx.may_be_coroutine(call)
        if evidence or is_open:
            types = ctx.inference.coroutine(())
        elif not self._must_be_awaited(call, types, ctx):
            return
        if ctx.calls_one_of(call, ctx.project.knowledge.uses_results) is not None:
            # What it is given is what was not awaited: `max(a.price(), b.price())`.
            return
        misuse = None if ctx.expects_failure(call.start) else ctx.misuse_of(types, call)
        if misuse is None or _is_left_to_others(misuse, call, types, ctx):
            return
        if ctx.expects_failure(misuse.start) or _is_declared_knowingly(misuse, ctx):
            return
        if is_open:
            # Asked last: it takes long, and most calls are used as they should be either way.
            functions = ctx.coroutine_functions(call)
            if functions:
                evidence, callees = "", functions
            elif not evidence or ctx.is_plain_by_opinion(call):
                return
        if may_be_overridden_by_plain(callees, ctx) or is_given_function_to_decorate(call, ctx):
            return
        if may_be_run_by_decorator(callees, ctx):
            return
        if may_call_stand_in(callees, ctx.function, ctx.module, ctx.project):
            return
        fixes = self._fixes(call, misuse, ctx)
        is_certain = evidence != _AWAITED_BESIDE
        related: tuple[Related, ...] = ()
        if (misuse.start, misuse.end) != (call.start, call.end):
            related = (ctx.related(misuse.start, misuse.end, f"here it {misuse.phrase}"),)
        yield ctx.report(
            self,
            ctx.call_span(call),
            *(fixes if is_certain else map(_as_unsafe, fixes)),
            related=related,
            target=ctx.name_of(callees),
            severity=Severity.INFORMATION if evidence else None,
            call=headline(ctx.source(ctx.call_span(call))),
            phrase=misuse.phrase + evidence,
        )

    def _must_be_awaited(self, call: CallSite, types: Types, ctx: Context) -> bool:
        if len(ctx.callees(call)) > 1 and not every_callee_gives_awaitable(call, ctx):
            return False
        members = without_none(types)
        if len(members) < len(types) and may_have_done_it(ctx.callees(call), ctx):
            return False
        kinds = ctx.kinds(members)
        if kinds == {"task"}:
            discarded = call.use[0] == "discard" or call.use[:1] == ("test",)
            return discarded and ctx.calls_one_of(call, _GATHER) is not None
        if not kinds or not kinds <= {"coroutine", "awaitable"} or is_switched_off(call, ctx):
            return False
        if kinds == {"coroutine"}:
            return call.use[0] != "discard" or not gives_argument_back(call, types, ctx)
        # An object that is awaitable among other things may well be used as something else.
        if call.use[0] in ("element", "comprehension"):
            return False
        maker = start_of_chain(call, ctx)
        return not (
            makes_object(maker, ctx)
            or returns_what_it_is_given(maker, ctx)
            or may_be_under_way(ctx.callees(maker), ctx)
            or is_often_dropped(call, members, ctx)
            # It is what a coroutine has given that was waited for.
            or ctx.calls_one_of(call, ctx.project.knowledge.schedules) is not None
        )

    def visit_attribute(self, read: AttributeSite, ctx: Context) -> Iterator[Diagnostic]:
        """A coroutine method that is tested without being called, or an asynchronous property."""
        name = read.expression[2]
        names = ctx.project.names("async")
        properties = ctx.project.names("properties")
        if read.use[0] == "test" and (name in names or not ctx.project.names("sync").get(name)):
            functions = ctx.async_functions(ctx.types(read.expression))
            # What has another name was put there, and elsewhere nothing may be.
            if functions and all(one.function.name == name for one in functions):
                yield self._report_read(
                    read, ctx, "is a coroutine function: it is always true", CallIt
                )
                return
        if name in names and name in properties and read.use[0] not in ("await", "callee"):
            types = ctx.types(read.expression)
            if ctx.kinds(without_none(types)) == {"coroutine"}:
                misuse = ctx.misuse_of(types, read)
                if misuse is not None:
                    yield self._report_read(read, ctx, misuse.phrase, None)

    def _report_read(
        self, read: AttributeSite, ctx: Context, phrase: str, first: type[CallIt] | None
    ) -> Diagnostic:
        span = ctx.span(read.start, read.end)
        steps = (
            (AddAwait(ctx.path, span),)
            if first is None
            else (first(ctx.path, span), AddAwait(ctx.path, span))
        )
        title = "Add `await`" if first is None else "Call it and add `await`"
        fix = unsafe(title, *steps) if ctx.is_async else disabled(title, _NO_COROUTINE)
        return ctx.report(self, span, fix, call=headline(ctx.source(span)), phrase=phrase)

    # ------------------------------------------------------------------ fixes

    def _fixes(self, call: CallSite, misuse: Misuse, ctx: Context) -> Iterator[Fix]:
        span, path = ctx.call_span(call), ctx.path
        if ctx.function.kind == "module" and not ctx.is_async:
            yield unsafe("Run it with `asyncio.run`", RunEventLoop(path, span))
            return
        if not ctx.is_async:
            yield from self._asynchronous(call, misuse, ctx)
            if ctx.runs_on_loop and misuse.kind == "discarded":
                yield unsafe("Schedule it as a task", ScheduleTask(path, span))
            return
        yield from await_fixes(call, misuse, ctx)

    def _asynchronous(self, call: CallSite, misuse: Misuse, ctx: Context) -> Iterator[Fix]:
        first = next(await_fixes(call, misuse, ctx), None)
        if ctx.function.kind != "function" or first is None:
            yield disabled("Add `await`", _NO_COROUTINE)
            return
        chains = map(ctx.blocking_chain, ctx.body.calls)
        if any(chain is not None and chain.category == "event-loop" for chain in chains):
            yield unsafe("Run it with `asyncio.run`", RunEventLoop(ctx.path, ctx.call_span(call)))
            return
        title = f"Make `{ctx.function.name}` async and await its callers"
        yield unsafe(title, *first.steps, MakeAsync(ctx.path, ctx.call_span(call)))


_NO_COROUTINE = "the function around it is no coroutine: it cannot await"


def _evidence(call: CallSite, ctx: Context) -> str:
    """Why an unknown object's method is taken for a coroutine method; empty where nothing speaks for it."""
    if is_coroutine_by_name(call, ctx):
        return _ALL_OF_THAT_NAME
    return _AWAITED_BESIDE if is_awaited_beside(call, ctx) else ""


_ALL_OF_THAT_NAME = " (in this project every function of that name is a coroutine function)"
_AWAITED_BESIDE = " (elsewhere this function awaits what it gives)"


def _as_unsafe(fix: Fix) -> Fix:
    is_safe = fix.applicability is Applicability.SAFE
    return replace(fix, applicability=Applicability.UNSAFE) if is_safe else fix


def _is_declared_knowingly(misuse: Misuse, ctx: Context) -> bool:
    """Whether a plain function returns something else than it declares, and a comment keeps type checkers
    from saying so."""
    if ctx.is_async or misuse.kind != "returned":
        return False
    span, text = ctx.span(misuse.start, misuse.end), ctx.document.text
    end = text.find("\n", span.end)
    return _TYPES_IGNORED.search(text, span.start, len(text) if end < 0 else end) is not None


_TYPES_IGNORED = re.compile(r"#\s*(?:type|pyright|pyrefly|ty):\s*ignore\b")


def _is_left_to_others(misuse: Misuse, call: CallSite, types: Types, ctx: Context) -> bool:
    """Whether another rule speaks of it, or the misuse is no certain one for this kind of object."""
    kinds = ctx.kinds(without_none(types))
    if misuse.kind == "returned" and kinds != {"coroutine"}:
        return True
    return "awaitable" in kinds and misuse.kind == "unused"
