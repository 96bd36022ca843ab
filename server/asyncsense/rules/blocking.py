"""What all `blocking-*` rules share: they differ in the category that they report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from asyncsense.diagnostics import Diagnostic, Fix, Related, Severity
from asyncsense.fixes.steps import AwaitChain
from asyncsense.fixes.twins import awaitable_twin
from asyncsense.project.chains import Chain
from asyncsense.rules.context import Context, disabled, unsafe
from asyncsense.rules.endpoints import endpoint_fixes
from asyncsense.rules.offloading import thread_fixes
from asyncsense.rules.rule import Rule
from asyncsense.rules.stand_ins import replaces_on_the_way
from asyncsense.rules.twins import twin_fixes
from asyncsense.syntax.sites import AttributeSite, CallSite, IterationSite, OperationSite, WithSite
from asyncsense.text import Span

BlockingSite = CallSite | WithSite | IterationSite | AttributeSite | OperationSite


class BlockingRule(Rule):
    """A call in code that runs on the event loop blocks it, directly or through other functions."""

    category: ClassVar[str]
    message = "`{call}` {phrase}{via}"
    phrase: ClassVar[str] = "blocks the event loop"

    def concerns(self, ctx: Context) -> bool:
        is_heard = ctx.runs_on_loop or ctx.registers_callbacks
        return is_heard and self.category in ctx.blocking_categories

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        if self.applies(ctx):
            chain = ctx.blocking_chain(call)
            if chain is not None and self._is_meant(chain, call, ctx):
                yield self._report(ctx, ctx.call_span(call), chain, *self.fixes(call, chain, ctx))
        if ctx.registers_callbacks:
            yield from self._registered_primitive(call, ctx)

    def visit_with(self, item: WithSite, ctx: Context) -> Iterator[Diagnostic]:
        if ctx.blocks_when_made(item) or ctx.is_done_when_left(item):
            return
        yield from self._visit_span(item, ctx, item.start, item.end)

    def visit_iteration(self, loop: IterationSite, ctx: Context) -> Iterator[Diagnostic]:
        yield from self._visit_span(loop, ctx, *loop.expression_span)

    def visit_attribute(self, read: AttributeSite, ctx: Context) -> Iterator[Diagnostic]:
        yield from self._visit_span(read, ctx, read.start, read.end)

    def visit_operation(self, operation: OperationSite, ctx: Context) -> Iterator[Diagnostic]:
        yield from self._visit_span(operation, ctx, operation.start, operation.end)

    def applies(self, ctx: Context) -> bool:
        """Whether what blocks in this code is of interest."""
        return ctx.runs_on_loop

    def speaks_of(self, chain: Chain, site: BlockingSite, ctx: Context) -> bool:
        """Whether it is this rule that reports what blocks at the site."""
        return chain.category == self.category

    def _is_meant(self, chain: Chain, site: BlockingSite, ctx: Context) -> bool:
        return self.speaks_of(chain, site, ctx) and not replaces_on_the_way(
            chain, ctx.function, ctx.module, ctx.project
        )

    def _visit_span(
        self,
        site: WithSite | IterationSite | AttributeSite | OperationSite,
        ctx: Context,
        start: int,
        end: int,
    ) -> Iterator[Diagnostic]:
        if not self.applies(ctx):
            return
        chain = ctx.blocking_chain(site)
        if chain is not None and self._is_meant(chain, site, ctx):
            yield self._report(ctx, ctx.span(start, end), chain, *self.fixes(site, chain, ctx))

    def _registered_primitive(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        """`loop.call_later(1, time.sleep, 5)`: the callback is itself what blocks."""
        chain = ctx.callback_chain(call)
        if chain is not None and chain.category == self.category:
            yield self._report(ctx, ctx.call_span(call), chain)

    def _report(self, ctx: Context, span: Span, chain: Chain, *fixes: Fix) -> Diagnostic:
        return ctx.report(
            self,
            span,
            *fixes,
            related=related_places(chain),
            target=chain.primitive.name,
            through=_called(chain),
            severity=self.severity_of(chain),
            call=headline(ctx.source(span)),
            phrase=self.phrase,
            via=via(chain, ctx.source(span)),
        )

    def severity_of(self, chain: Chain) -> Severity:
        """The rule's severity for what waits; less for what only takes its time."""
        return min(self.severity, _SEVERITIES.get(chain.primitive.cost, self.severity))

    def fixes(self, site: BlockingSite, chain: Chain, ctx: Context) -> Iterator[Fix]:
        """The ways out, the best first."""
        if not ctx.is_async:
            yield disabled("Run it in a thread", "this function is no coroutine: it cannot await")
            return
        if isinstance(site, CallSite):
            yield from twin_fixes(site, chain, ctx)
            yield from self._await_chain(site, chain, ctx)
        yield from thread_fixes(site, chain, ctx)
        yield from endpoint_fixes(ctx)

    def _await_chain(self, call: CallSite, chain: Chain, ctx: Context) -> Iterator[Fix]:
        if not chain.hops:
            return
        twin = awaitable_twin(chain, chain.hops[-1].module)
        if twin is not None:
            title = f"Await the chain down to `{twin.replace(':', '.').removeprefix('.')}`"
            yield unsafe(title, AwaitChain(ctx.path, ctx.call_span(call)))


_SEVERITIES = {
    "bulk": Severity.INFORMATION,
    "once": Severity.INFORMATION,
    "syscall": Severity.HINT,
}


def headline(source: str) -> str:
    """Source text on one line of bearable length."""
    line = " ".join(source.split())
    return line if len(line) <= 60 else f"{line[:57]}..."


def via(chain: Chain, source: str) -> str:
    """How a message names what blocks, where the source text does not say it."""
    name = chain.primitive.shown
    if not chain.hops:
        module, _, last = name.rpartition(".")
        shown = last in source and module.partition(".")[0] in source
        return "" if shown else f": it calls `{name}`"
    places = [hop.function.qualname.rpartition(".")[2] or hop.module.name for hop in chain.hops]
    return f": it reaches `{name}` through {' → '.join(f'`{place}`' for place in places)}"


def _called(chain: Chain) -> str:
    """The qualified name of the function of the project that is called."""
    if not chain.hops:
        return ""
    hop = chain.hops[0]
    return ".".join(filter(None, (hop.module.name, hop.function.qualname)))


def related_places(chain: Chain) -> tuple[Related, ...]:
    """One place for each hop of the chain, from the outside in."""
    return tuple(
        Related(
            hop.module.path or "",
            hop.span,
            f"`{hop.function.qualname}` calls `{hop.target}`",
            f"{hop.module.name}.{hop.function.qualname}",
            hop.target,
        )
        for hop in chain.hops
    )
