"""The questions that rules ask about the function they are looking at."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cached_property
from typing import Literal

from asyncsense.config import Settings
from asyncsense.diagnostics import Applicability, Diagnostic, Fix, Related, Severity, Step
from asyncsense.inference.frames import Frame
from asyncsense.inference.functions import has_decorator
from asyncsense.inference.modules import Module
from asyncsense.inference.opinion import Opinion, SecondOpinion, value_named
from asyncsense.inference.values import (
    ClassValue,
    Decorated,
    FunctionValue,
    Instance,
    Types,
    Value,
    is_certain,
    without_none,
)
from asyncsense.knowledge.schema import Parameter
from asyncsense.project.calls import argument, qualified_name
from asyncsense.project.chains import Chain
from asyncsense.project.consumption import Consumption, Misuse
from asyncsense.project.libraries import Library, library_of
from asyncsense.project.project import Project, Registration
from asyncsense.project.wanting import COROUTINES
from asyncsense.rules.certainty import Certainty
from asyncsense.rules.expected_errors import wants_mistake
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import CALL, Expression, dotted_name, last_name
from asyncsense.syntax.sites import (
    AttributeSite,
    CallSite,
    IterationSite,
    NameUse,
    OperationSite,
    Use,
    WithSite,
)
from asyncsense.syntax.summary import Body, Function
from asyncsense.text import Document, Span

_MAX_DEPTH = 3
_LOOP_CALLBACKS = frozenset({"loop_callbacks"})
NO_COROUTINE = "the function around it is no coroutine: it cannot await"

Kind = Literal["coroutine", "awaitable", "task", "none", "plain", "unknown"]
# What has one of these is under way already; awaiting only waits for its end.
_TASK_METHODS = ("cancel", "done", "result", "add_done_callback", "add_callback")


class Context:
    """One function (or the module-level code of one piece) under examination."""

    def __init__(
        self,
        project: Project,
        module: Module,
        document: Document,
        function: Function,
        second: SecondOpinion | None = None,
        target_version: tuple[int, int] = Settings().target_version,
    ) -> None:
        """`second` is asked about calls that inference leaves open; `target_version` is the oldest
        Python that the code is for."""
        self.target_version = target_version
        self.project = project
        self.module = module
        self.document = document
        self.function = function
        self.inference = project.inference
        self.frame: Frame = self.inference.frame_of(function, module)
        # Several rules ask the same about each site. Sites are compared by identity, which is quick, and
        # kept alive for it.
        self._chains: dict[int, tuple[object, Chain | None]] = {}
        self._second = second
        self._opinions: dict[int, Opinion | None] = {}

    # ------------------------------------------------------------------ places and reports

    @property
    def path(self) -> str:
        return self.document.path

    @property
    def body(self) -> Body:
        return self.function.body

    def span(self, start: int, end: int) -> Span:
        """The place in the document of offsets in the function's piece."""
        piece = self.function.piece
        return Span(self.module.offset(piece, start), self.module.offset(piece, end))

    def call_span(self, call: CallSite) -> Span:
        return self.span(call.start, call.end)

    def source(self, span: Span) -> str:
        """The text at a place of the document."""
        return self.document.text[span.start : span.end]

    @property
    def function_name(self) -> str:
        """Qualified name of the function, or of the module."""
        name = self.function.qualname
        return f"{self.module.name}.{name}" if name else self.module.name

    def report(
        self,
        rule: Rule,
        span: Span,
        *fixes: Fix,
        related: tuple[Related, ...] = (),
        target: str = "",
        through: str = "",
        severity: Severity | None = None,
        **words: str,
    ) -> Diagnostic:
        """A diagnostic of `rule` at `span`; `words` fill its message."""
        return Diagnostic(
            rule=rule.name,
            family=rule.family,
            path=self.path,
            span=span,
            message=rule.message.format(**words),
            severity=severity or rule.severity,
            related=related,
            fixes=tuple(fixes),
            function=self.function_name,
            target=target,
            through=through,
        )

    def related(self, start: int, end: int, message: str) -> Related:
        """Another place in this function's piece."""
        return Related(self.path, self.span(start, end), message)

    # ------------------------------------------------------------------ the function

    @property
    def is_async(self) -> bool:
        """Whether `await` may stand in this code: in a coroutine, or at the top of a notebook."""
        return bool(self.function.is_async) or self._is_in_cell

    @property
    def runs_while_loop_does(self) -> bool:
        """Whether an event loop is running meanwhile: there is one around a notebook's cells, too, though
        nobody minds when these block it."""
        return self.runs_on_loop or self._is_in_cell

    @property
    def _is_in_cell(self) -> bool:
        return self.function.kind == "module" and self.path.endswith(".ipynb")

    @cached_property
    def runs_on_loop(self) -> bool:
        """Whether the event loop runs this code: a coroutine, or a callback of the loop."""
        function = self.function
        if function.kind == "class body" and function.parent is not None:
            function = function.parent
        return function.is_async or bool(self.loop_registration)

    @cached_property
    def pauses(self) -> tuple[int, ...]:
        """Where the code gives control to the event loop: `await`, `async with` and `async for`."""
        places = [one.start for one in self.body.awaits]
        places += [one.start for one in self.body.withs if one.is_async]
        places += [one.start for one in self.body.iterations if one.is_async]
        return tuple(places)

    @cached_property
    def registers_callbacks(self) -> bool:
        """Whether a call in here may hand a callback to the event loop."""
        names = self.project.callback_takers
        return any(last_name(call.expression[1]) in names for call in self.body.calls)

    @cached_property
    def loop_registration(self) -> Registration | bool:
        """The call that makes this plain function a callback of the loop, or whether it is one."""
        return self.project.is_loop_callback(self.function, self.module)

    @cached_property
    def thread_registration(self) -> Registration | None:
        """The call that puts this function into another thread, if one does."""
        found = self.project.thread_functions.get(self.function)
        return found[1] if found is not None else None

    def has_decorator(self, *names: str) -> bool:
        return has_decorator(self.function, *names)

    @cached_property
    def library(self) -> Library:
        """The asynchronous library that this file speaks."""
        return library_of(self.module)

    @property
    def thread_runner(self) -> str:
        """What runs a function in a thread here, as steps name it."""
        runners = {"trio": "trio:to_thread.run_sync", "anyio": "anyio:to_thread.run_sync"}
        return runners.get(self.library, "asyncio:to_thread")

    # ------------------------------------------------------------------ values

    def types(self, expression: Expression) -> Types:
        """What an expression may be."""
        return self.inference.evaluate(expression, self.frame)

    def callees(self, call: CallSite) -> Types:
        """What a call may call."""
        return self.inference.callees(call.expression[1], self.frame)

    def calls_in(self, tables: frozenset[str]) -> list[CallSite]:
        """The calls of what one of these tables of the knowledge names."""
        return [call for call, found in self._calls_in_tables if not tables.isdisjoint(found)]

    @cached_property
    def _calls_in_tables(self) -> list[tuple[CallSite, frozenset[str]]]:
        """The calls of what a table of the knowledge names, and these tables."""
        rows: list[tuple[CallSite, frozenset[str]]] = []
        for call in self.body.calls:
            tables = frozenset().union(*map(self.project.tables_of, self.callees(call)))
            if tables:
                rows.append((call, tables))
        return rows

    def callee_names(self, call: CallSite) -> tuple[str, ...]:
        """Defining names of all that a call may call, methods also under their bases' names; empty
        unless it is known in full."""
        if any(value.tag == "unknown" for value in self.callees(call)):
            return ()
        return tuple(n for value in self.callees(call) for n in self.project.names_of(value))

    def calls_one_of(self, call: CallSite, names: Container[str]) -> str | None:
        """The name among `names` that every possible target of the call has."""
        found: str | None = None
        for value in self.callees(call):
            for name in self.project.names_of(value):
                if name in names:
                    found = name
                    break
            else:
                return None
        return found

    def kind(self, value: Value) -> Kind:
        """What kind of object a value is when it comes to awaiting."""
        match value:
            case Instance(cls):
                if cls.qualname in COROUTINES:
                    return "coroutine"
                if not self.inference.defines(cls, "__await__"):
                    return "unknown" if self.inference.has_unknown_base(cls) else "plain"
                runs_anyway = cls.qualname in self.project.knowledge.tasks or any(
                    self.inference.defines(cls, name) for name in _TASK_METHODS
                )
                return "task" if runs_anyway else "awaitable"
            case FunctionValue() | Decorated() | ClassValue():
                return "plain"
        if value.tag in ("module", "tuple", "partial"):
            return "plain"
        return "none" if value.tag == "none" else "unknown"

    def kinds(self, types: Types) -> set[Kind]:
        return {self.kind(value) for value in types}

    def is_certain(self, types: Types) -> bool:
        return is_certain(types)

    def certain_types(self, expression: Expression) -> Types:
        """What an expression may be, where decorators that nobody understands and overrides in
        subclasses count: a rule that reports what would be a `TypeError` asks this last."""
        return Certainty(self.project).types(expression, self.frame)

    def understands_decorators(self, value: FunctionValue) -> bool:
        """Whether it can be told what each decorator makes of the function."""
        return Certainty(self.project).understands_decorators(value)

    def class_names(self, types: Types) -> tuple[str, ...]:
        """Qualified names of the classes of the objects among `types`."""
        return tuple(value.cls.qualname for value in types if isinstance(value, Instance))

    def all_define(self, types: Types, *methods: str) -> bool:
        """Whether all of `types` are objects that surely have one of the methods."""
        members = without_none(types)
        return bool(members) and all(
            isinstance(value, Instance)
            and any(self.inference.defines(value.cls, method) for method in methods)
            for value in members
        )

    def none_defines(self, types: Types, *methods: str) -> bool:
        """Whether all of `types` are objects that surely have none of the methods."""
        members = without_none(types)
        return bool(members) and all(
            isinstance(value, Instance)
            and not self.inference.has_unknown_base(value.cls)
            and not self.inference.defines(value.cls, "__getattr__")
            and not any(self.inference.defines(value.cls, method) for method in methods)
            for value in members
        )

    def async_functions(self, types: Types) -> tuple[FunctionValue, ...]:
        """The coroutine functions, if all of `types` are functions that give a coroutine."""
        found: list[FunctionValue] = []
        for value in types:
            if not isinstance(value, (FunctionValue, Decorated)):
                return ()
            if self.kinds(self.inference.call_value(value)) != {"coroutine"}:
                return ()
            found.append(value.original if isinstance(value, Decorated) else value)
        return tuple(found)

    def name_of(self, types: Types) -> str:
        """A name for what is called, for messages and targets."""
        return next((name for name in map(qualified_name, types) if name), "")

    def argument(self, call: CallSite, name: str, position: int | None = None) -> Expression | None:
        """The expression that a call gives for a parameter."""
        return argument(call.expression, Parameter(name, position))

    def text_of(self, expression: Expression) -> str:
        """The dotted name that an expression is, or an empty string."""
        return dotted_name(expression) or ""

    # ------------------------------------------------------------------ awaiting

    def misuse_of(self, types: Types, site: CallSite | AttributeSite) -> Misuse | None:
        """How an awaitable of these types, which stands at `site`, is lost or misused."""
        consumption = Consumption(self.project, self.frame, types)
        return consumption.of_use(site.use, site.start, site.end, site.block)

    # ------------------------------------------------------------------ second opinions

    def opinion(self, call: CallSite) -> Opinion | None:
        """What somebody else makes of a call that inference leaves open; None where nobody can tell."""
        if self._second is None or any(value.tag != "unknown" for value in self.callees(call)):
            return None
        if id(call) not in self._opinions:
            span = self.call_span(call)
            self._opinions[id(call)] = self._second.ask(self.document, span)
        return self._opinions[id(call)]

    def may_be_coroutine(self, call: CallSite) -> bool:
        """Whether to ask for a second opinion on a call: inference leaves it open, and the project has
        coroutine functions of that name."""
        name = last_name(call.expression[1])
        return (
            self._second is not None
            and (name in self.project.names("async") or name in self.project.names("awaited"))
            and all(value.tag == "unknown" for value in self.callees(call))
        )

    def coroutine_functions(self, call: CallSite) -> Types:
        """What a call may call by the second opinion, if a coroutine comes of each of them."""
        opinion = self.opinion(call)
        if opinion is None or opinion.kind != "coroutine" or not opinion.names:
            return ()
        functions = self._named(opinion)
        results = self.inference.call_types(functions)
        # Where it can be seen what the functions give, that has to fit.
        return functions if self.kinds(without_none(results)) <= {"coroutine", "unknown"} else ()

    def is_plain_by_opinion(self, call: CallSite) -> bool:
        """Whether a second opinion says that a call gives nothing to await."""
        opinion = self.opinion(call)
        return opinion is not None and opinion.kind == "plain"

    def _named(self, opinion: Opinion) -> Types:
        return tuple(value_named(self.inference, name) for name in opinion.names)

    def uses_of(self, name: str) -> tuple[NameUse, ...]:
        """Where the function reads a local name."""
        return self.body.uses.get(name, ())

    def expects_failure(self, offset: int) -> bool:
        """Whether a test wants a mistake at a place."""
        return wants_mistake(self.body, offset)

    def enclosing_calls(self, call: CallSite) -> Iterator[CallSite]:
        """The calls of which this call is an argument, from the inside out."""
        use: Use = call.use
        while use:
            if use[0] in ("argument", "callee"):
                outer = self.body.calls[use[1]]
                yield outer
                use = outer.use
            elif isinstance(use[-1], tuple):
                use = use[-1]
            else:
                return

    def container_of(self, call: CallSite) -> Span | None:
        """The list, set, tuple or comprehension that a call is an element of."""
        if call.use[0] not in ("element", "comprehension"):
            return None
        return self.span(*call.use[3])

    # ------------------------------------------------------------------ blocking

    def blocking_chain(
        self, site: CallSite | WithSite | IterationSite | AttributeSite | OperationSite
    ) -> Chain | None:
        """Why something blocks: a call, entering a `with`, iterating, reading a property, an operator."""
        row = self._chains.get(id(site))
        if row is None:
            row = self._chains[id(site)] = (site, self._blocking_chain(site))
        return row[1]

    @cached_property
    def blocking_categories(self) -> frozenset[str]:
        """In which ways the function blocks the event loop, or hands to it what does."""
        body = self.body
        chains = [self.callback_chain(call) for call in self.calls_in(_LOOP_CALLBACKS)]
        if self.runs_on_loop:
            operations = self.project.facts.operations_of(body)
            sites = (body.calls, body.withs, body.iterations, body.attributes, operations)
            chains += [self.blocking_chain(site) for rows in sites for site in rows]
        return frozenset([chain.category for chain in chains if chain is not None])

    def _blocking_chain(
        self, site: CallSite | WithSite | IterationSite | AttributeSite | OperationSite
    ) -> Chain | None:
        facts = self.project.facts
        match site:
            case CallSite():
                return facts.call_chain(site, self.frame) or self._chain_by_opinion(site)
            case WithSite():
                return facts.with_chain(site, self.frame)
            case IterationSite():
                return facts.iteration_chain(site, self.frame)
            case AttributeSite():
                return facts.attribute_chain(site, self.frame)
            case OperationSite():
                return facts.operation_chain(site, self.frame)

    def _chain_by_opinion(self, call: CallSite) -> Chain | None:
        """Why a call that inference leaves open blocks: a second opinion names what is known to."""
        if call.use[0] == "await" or self._second is None:
            return None
        if last_name(call.expression[1]) not in self.project.knowledge.blocking_names:
            return None
        opinion = self.opinion(call)
        if opinion is None or not opinion.names or opinion.kind in ("coroutine", "awaitable"):
            return None
        return self.project.facts.call_chain(call, self.frame, self._named(opinion))

    def callback_chain(self, call: CallSite) -> Chain | None:
        """Why what a call hands to the event loop blocks by itself: `loop.call_soon(time.sleep, 1)`."""
        callbacks = self.project.knowledge.loop_callbacks
        name = self.calls_one_of(call, callbacks)
        if name is None:
            return None
        parameter = callbacks[name].parameter
        given = self.argument(call, parameter.name, parameter.position)
        if given is None:
            return None
        rest = () if parameter.position is None else call.expression[2][parameter.position + 1 :]
        made = call._replace(
            expression=(CALL, given, rest, (), *call.expression[4:]), use=("discard",)
        )
        chain = self.project.facts.call_chain(made, self.frame)
        return chain if chain is not None and not chain.hops else None

    def blocks_when_made(self, item: WithSite) -> bool:
        """Whether the call that makes the object of a `with` blocks itself and is reported already."""
        start, end = item.expression_span
        return any(
            (call.start, call.end) == (start, end) and self.blocking_chain(call) is not None
            for call in self.body.calls
        )

    def is_done_when_left(self, item: WithSite) -> bool:
        """Whether all that an executor is given in its `with` is awaited there, so that nothing is left
        to wait for at its end."""
        names = [
            name
            for name, rows in self.body.bindings.items()
            if any(row.kind == "with" and row.payload == item.expression for row in rows)
        ]
        uses = [use for name in names for use in self.uses_of(name) if use.offset < item.body_end]
        return bool(uses) and all(self._is_awaited_executor(use) for use in uses)

    def _is_awaited_executor(self, use: NameUse) -> bool:
        if use.use[0] != "argument":
            return False
        call = self.body.calls[use.use[1]]
        return last_name(call.expression[1]) == "run_in_executor" and call.use[0] == "await"


def safe(title: str, *steps: Step) -> Fix:
    return Fix(title, Applicability.SAFE, steps)


def unsafe(title: str, *steps: Step) -> Fix:
    return Fix(title, Applicability.UNSAFE, steps)


def disabled(title: str, reason: str) -> Fix:
    return Fix(title, Applicability.DISABLED, (), reason)
