"""Facts about functions that hold across files: what blocks, and by which chain."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from asyncsense.inference.arguments import Arguments
from asyncsense.inference.calls import is_abstract, is_placeholder
from asyncsense.inference.evaluate import Inference
from asyncsense.inference.frames import Frame
from asyncsense.inference.values import (
    CallableValue,
    ClassRef,
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Instance,
    Partial,
    Types,
    Value,
    is_certain,
    without_none,
)
from asyncsense.knowledge import Knowledge
from asyncsense.knowledge.schema import BlockingCall
from asyncsense.project.calls import argument, qualified_name
from asyncsense.project.chains import Chain, Hop, worst
from asyncsense.project.implicit_calls import ImplicitCalls
from asyncsense.project.in_memory import is_in_memory
from asyncsense.project.origins import Origins
from asyncsense.project.package_answers import PackageAnswers
from asyncsense.project.packages import Packages
from asyncsense.project.parameters import DecidingParameters
from asyncsense.project.readiness import (
    asks_for_loop,
    is_quick,
    is_told_not_to_wait,
    returns_at_once,
)
from asyncsense.project.switches import Switches
from asyncsense.syntax import expressions as form
from asyncsense.syntax.expressions import Expression, dotted_name, last_name
from asyncsense.syntax.sites import CallSite
from asyncsense.syntax.summary import Function
from asyncsense.syntax.switches import is_switched_off

_METHODS_BEHIND = {
    "builtins.len": ("__len__",),
    "builtins.str": ("__str__", "__repr__"),
    "builtins.repr": ("__repr__",),
    "builtins.bool": ("__bool__", "__len__"),
    "builtins.hash": ("__hash__",),
    "builtins.abs": ("__abs__",),
    "builtins.iter": ("__iter__",),
    "builtins.reversed": ("__reversed__",),
    "builtins.next": ("__next__",),
    "builtins.format": ("__format__", "__str__"),
    "builtins.print": ("__str__", "__repr__"),
}
_SCHEDULES = {"create_task", "ensure_future", "gather", "wait_for", "shield"}
_MAX_HOPS = 40
_MAX_SEARCHED = 3000


class UnwantedError(Exception):
    """Nobody wants the answer any more."""


class Facts(ImplicitCalls):
    """Answers whether calls block. One object per snapshot; answers are remembered."""

    def __init__(
        self,
        inference: Inference,
        origins: Origins,
        knowledge: Knowledge,
        working: Collection[str],
        special_methods: Callable[[str], Iterable[FunctionValue] | None],
        implementations: Callable[[ClassRef, str], Iterable[ClassRef]],
        answers: PackageAnswers,
    ) -> None:
        super().__init__(inference, origins, knowledge, working, special_methods)
        self._implementations = implementations
        self._deciding = DecidingParameters(inference, self._runs_argument)
        self._switches = Switches(inference, self._known)
        self._packages = Packages(inference, knowledge, self.call_chain, answers)
        self._known_calls: dict[tuple[Function, ClassRef | None], BlockingCall | None] = {}
        self._chains: dict[Frame, Chain | None] = {}
        self._busy: dict[Frame, None] = {}
        self._provisional: set[Frame] = set()
        self._searched = 0
        self.is_unwanted: Callable[[], bool] = lambda: False
        """Tells that nobody waits any more for what is being found out; UnwantedError ends it then."""

    # ------------------------------------------------------------------ functions

    def chain_of(self, frame: Frame) -> Chain | None:
        """Why running the frame's function to its end blocks; None if it does not, as far as known."""
        if frame in self._chains:
            return self._chains[frame]
        function = frame.function
        if function is None or frame in self._provisional:
            return None
        if frame in self._busy or len(self._busy) > _MAX_HOPS or self._searched > _MAX_SEARCHED:
            self._cuts += 1
            return None
        if self.is_unwanted():
            raise UnwantedError
        cuts = self._cuts
        self._busy[frame] = None
        self._searched += 1
        try:
            found = self._search(frame)
        finally:
            del self._busy[frame]
            if not self._busy:
                self._provisional.clear()
                self._searched = 0
        if found is not None or cuts == self._cuts or not self._busy:
            self._chains[frame] = found
        else:
            # Nothing found in a cycle: whether there is something is known when its first function is
            # done. Until then, asking again would only go round again.
            self._provisional.add(frame)
        return found

    def _search(self, frame: Frame) -> Chain | None:
        function = frame.function
        assert function is not None
        switches = function.body.switches
        known = frame.constants
        if switches:
            known = {**frame.module.flags(one[2] for one in switches), **known}
        found: list[Chain] = []
        for start, end, chain, target in self._sites(frame):
            if chain.primitive.cost == "once":
                continue
            if known and is_switched_off(switches, start, known):
                continue
            if chain.primitive.cost != "wait" and function.body.is_by_choice(start):
                # It reads a file if it was told to, or has not done so before: who knows.
                continue
            if chain.category == "event-loop" and not chain.hops and asks_for_loop(function):
                continue
            hop = Hop(frame.module, function, start, end, target)
            found.append(chain.behind(hop))
            if chain.primitive.cost == "wait":
                break
        return worst(found)

    def _sites(self, frame: Frame) -> Iterable[tuple[int, int, Chain, str]]:
        assert frame.function is not None
        body = frame.function.body
        for call in body.calls:
            chain = self.call_chain(call, frame)
            if chain is not None:
                yield call.start, call.end, chain, self._target(call.expression[1], frame, chain)
        for item in body.withs:
            chain = self.with_chain(item, frame)
            if chain is not None:
                yield *item.expression_span, chain, chain.primitive.shown
        for loop in body.iterations:
            chain = self.iteration_chain(loop, frame)
            if chain is not None:
                yield *loop.expression_span, chain, chain.primitive.shown
        for read in body.attributes:
            chain = self.attribute_chain(read, frame)
            if chain is not None:
                yield read.start, read.end, chain, read.expression[2]
        for operation in self.operations_of(body):
            chain = self.operation_chain(operation, frame)
            if chain is not None:
                yield operation.start, operation.end, chain, operation.method

    def _target(self, callee: Expression, frame: Frame, chain: Chain) -> str:
        if not chain.hops:
            return chain.primitive.shown
        names = [
            name for name in map(qualified_name, self._inference.callees(callee, frame)) if name
        ]
        return names[0] if names else dotted_name(callee) or chain.primitive.shown

    # ------------------------------------------------------------------ calls

    def call_chain(
        self, call: CallSite, frame: Frame, callees: Types | None = None
    ) -> Chain | None:
        """Why a call blocks. An awaited call never does; its arguments are calls of their own.

        `callees` are what it calls, where somebody knows that better than inference.
        """
        if call.use[0] == "await":
            return None
        expression = call.expression
        if call.use[0] in ("unpack", "starred"):
            chain = self._iterable_chain(expression, frame)
            if chain is not None:
                return chain
        values = callees or self._inference.callees(expression[1], frame)
        if any(value.tag in ("unknown", "callable", "type variable") for value in values):
            return self._dynamic_chain(call, frame)
        arguments = Arguments(expression[2], expression[3], frame, self._inference.evaluate)
        chains = [self._value_chain(value, expression, arguments, frame) for value in values]
        known = [chain for chain in chains if chain is not None]
        if not known or len(known) < len(chains):
            return None
        found = worst(known)
        if found is None or returns_at_once(self._inference, self._origins, found, call, frame):
            return None
        if is_in_memory(
            self._inference, self._origins, self._knowledge, found, expression, frame
        ) or self._is_scheduled(call, frame):
            return None
        return found

    def _is_scheduled(self, call: CallSite, frame: Frame) -> bool:
        """Whether a call must give something to await, though its object is taken for another that blocks:
        its result is handed to `create_task` or the like, and nothing is known of it that could be."""
        if call.use[0] != "argument" or frame.function is None:
            return False
        outer = frame.function.body.calls[call.use[1]].expression
        if last_name(outer[1]) not in _SCHEDULES:
            return False
        names = map(qualified_name, self._inference.callees(outer[1], frame))
        if not all(name in self._knowledge.schedules for name in names):
            return False
        types = self._inference.evaluate(call.expression, frame)
        return not any(map(self._inference.is_awaitable, types))

    def is_switched_off(self, value: FunctionValue, call: Expression, frame: Frame) -> bool:
        """Whether a call of a function switches off all that returns something: `def run(wait=True)` may
        only return what to wait for if it does not."""
        arguments = Arguments(call[2], call[3], frame, self._inference.evaluate)
        own = self._inference.frame_of(value.function, value.module, value.bound)
        constants = self._switches.frame_for(own, value, arguments).constants
        body = value.function.body
        return bool(constants and body.returns) and all(
            is_switched_off(body.switches, start, constants) for _, start, *_ in body.returns
        )

    def _dynamic_chain(self, call: CallSite, frame: Frame) -> Chain | None:
        """What is known of a method that a library makes at run time, so that no source shows it."""
        callee = call.expression[1]
        if callee[0] != form.ATTRIBUTE:
            return None
        chains: list[Chain | None] = []
        for value in without_none(self._inference.evaluate(callee[1], frame)):
            known = None
            if isinstance(value, (Instance, ClassValue)):
                order = self._inference.mro(value.cls)
                if not any(callee[2] in cls.node.bindings for cls in order):
                    names = [cls.qualname for cls in order]
                    known = self._knowledge.blocking_method(names, callee[2])
            chains.append(self._if_blocking(known, call.expression, frame) if known else None)
        found = [chain for chain in chains if chain is not None]
        return worst(found) if found and len(found) == len(chains) else None

    def _value_chain(
        self, value: Value, call: Expression, arguments: Arguments, frame: Frame
    ) -> Chain | None:
        match value:
            case FunctionValue():
                return self._function_chain(value, call, arguments, frame)
            case ClassValue(cls):
                return self._constructor_chain(value, cls, call, arguments, frame)
            case Decorated(original, targets):
                known = self._known(original)
                if known is not None:
                    return self._if_blocking(known, call, frame)
                chains = [
                    self._value_chain(target, call, arguments, frame)
                    for target in targets
                    if target.tag in ("function", "decorated", "instance")
                ]
                if chains:
                    return worst([chain for chain in chains if chain is not None])
                if self._gives_something_else(original, targets):
                    return None
                return self._function_chain(original, call, arguments, frame)
            case Partial(target):
                chains = [self._value_chain(one, _NO_CALL, arguments, frame) for one in target]
                return worst([chain for chain in chains if chain is not None])
            case Instance(cls):
                member = self._inference.value_attribute(value, "__call__")
                if self._inference.find_member(cls, "__call__") is None or member == (value,):
                    return None
                chains = [
                    self._value_chain(one, call, arguments, frame) for one in member if one != value
                ]
                return worst([chain for chain in chains if chain is not None])
            case External(qualname):
                owner, _, name = qualname.rpartition(".")
                known = self._knowledge.blocking_method([owner], name)
                return self._if_blocking(known, call, frame) if known is not None else None
        return None

    def _gives_something_else(self, original: FunctionValue, targets: Types) -> bool:
        """Whether a decorator promises another result than that of its function: then it need not call it."""
        promised = {
            one.cls
            for target in targets
            if isinstance(target, CallableValue)
            for one in target.returns
            if isinstance(one, Instance)
        }
        if not promised or original.function.is_generator:
            return False
        own = self._inference.call_value(original)
        return is_certain(own) and promised.isdisjoint(
            one.cls for one in own if isinstance(one, Instance)
        )

    def _function_chain(
        self, value: FunctionValue, call: Expression, arguments: Arguments, frame: Frame
    ) -> Chain | None:
        known = self._known(value)
        if known is not None:
            return self._if_blocking(known, call, frame)
        name = value.qualname
        eager = self._eager_chain(name, call, frame)
        if eager is not None or self._knowledge.is_nonblocking(name):
            return eager
        function = value.function
        if function.is_async or function.is_generator:
            return None
        if not value.module.in_project:
            return self._packages.chain_of(value)
        if frame is not _NO_FRAME and not frame.module.in_project:
            return None
        if function.owner is not None and self._is_open(value):
            return self._implementations_chain(value, call, arguments, frame)
        called = self._inference.call_frame(value, arguments, self._deciding.of(value))
        chain = self.chain_of(called)
        if chain is None or arguments is _NO_ARGUMENTS:
            return chain
        return self.chain_of(self._switches.frame_for(called, value, arguments))

    def _runs_argument(self, callee: Value) -> bool:
        """Whether something of a library may call or iterate what it is given."""
        name = qualified_name(callee)
        known = self._knowledge
        runners = (
            _METHODS_BEHIND,
            known.sync_callbacks,
            known.iterates,
            known.enters,
            known.closes,
        )
        is_wrapped = callee.tag == "decorated" or name == "functools.partial"
        return is_wrapped or any(name in names for names in runners)

    def _is_open(self, value: FunctionValue) -> bool:
        """Whether other classes must say what a method does."""
        function = value.function
        if is_abstract(function):
            return True
        if function.owner is None or not function.owner.bases or not is_placeholder(function):
            return False
        return self._inference.is_protocol(self._inference.class_ref(function.owner, value.module))

    def _implementations_chain(
        self, value: FunctionValue, call: Expression, arguments: Arguments, frame: Frame
    ) -> Chain | None:
        """Why an abstract method, or one of a protocol, blocks: all its implementations in the project do."""
        assert value.function.owner is not None
        base = self._inference.class_ref(value.function.owner, value.module)
        chains: list[Chain] = []
        for cls in self._implementations(base, value.function.name):
            for method in self._inference.value_attribute(Instance(cls), value.function.name):
                if isinstance(method, FunctionValue) and not self._is_open(method):
                    chain = self._function_chain(method, call, arguments, frame)
                    if chain is None:
                        return None
                    chains.append(chain)
        return worst(chains)

    def _known(self, value: FunctionValue) -> BlockingCall | None:
        """What is known of a function, or of a method of its object."""
        bound = value.bound
        receiver = bound.cls if isinstance(bound, (Instance, ClassValue)) else None
        try:
            return self._known_calls[value.function, receiver]
        except KeyError:
            known = self._find_known(value, receiver)
            self._known_calls[value.function, receiver] = known
            return known

    def _find_known(self, value: FunctionValue, receiver: ClassRef | None) -> BlockingCall | None:
        function = value.function
        if function.owner is None:
            return self._knowledge.blocking_function(value.qualname)
        defining = self._inference.class_ref(function.owner, value.module)
        order = self._inference.mro(receiver or defining)
        if defining not in order:
            order = self._inference.mro(defining)
        if value.module.in_project or function.is_async:
            # What stands behind speaks of a method that this one overrides.
            order = order[: order.index(defining) + 1]
        return self._knowledge.blocking_method([cls.qualname for cls in order], function.name)

    def _eager_chain(self, name: str, call: Expression, frame: Frame) -> Chain | None:
        """What the call runs at once: a callback, or the iterator that it is given."""
        callback = self._knowledge.sync_callbacks.get(name)
        if callback is not None and callback.immediate:
            given = argument(call, callback.parameter)
            if given is not None:
                return self.callable_chain(self._inference.evaluate(given, frame))
        if call[2] and name in self._knowledge.iterates:
            chain = self._iterable_chain(call[2][0], frame)
            if chain is not None:
                return chain
        if call[2] and name in self._knowledge.enters:
            return self._managing_chain(call[2][0], frame)
        methods = _METHODS_BEHIND.get(name)
        if methods is not None and call[2]:
            return self._method_chain(call[2][0], methods, frame)
        return None

    def callable_chain(self, types: Types) -> Chain | None:
        """Why calling any of `types` blocks, whatever the arguments."""
        if not is_certain(types):
            return None
        chains = [self._value_chain(v, _NO_CALL, _NO_ARGUMENTS, _NO_FRAME) for v in types]
        known = [chain for chain in chains if chain is not None]
        return worst(known) if len(known) == len(chains) else None

    def _constructor_chain(
        self, value: ClassValue, cls: ClassRef, call: Expression, arguments: Arguments, frame: Frame
    ) -> Chain | None:
        eager = self._eager_chain(cls.qualname, call, frame)
        if eager is not None:
            return eager
        instance = Instance(cls, value.arguments)
        for owner in self._inference.mro(cls):
            known = self._knowledge.blocking_function(owner.qualname)
            if known is not None:
                return self._if_blocking(known, call, frame)
            if "__init__" in owner.node.bindings:
                break
        chains: list[Chain] = []
        for name in ("__new__", "__init__", "__post_init__"):
            member = self._inference.find_member(cls, name)
            if member is None or member.owner.module.is_stub:
                continue
            receiver: Value = value if name == "__new__" else instance
            for method in self._inference.value_attribute(receiver, name):
                if isinstance(method, FunctionValue):
                    bound = method._replace(bound=receiver)
                    chain = self._function_chain(bound, call, arguments, frame)
                    if chain is not None:
                        chains.append(chain)
        return worst(chains)

    def _if_blocking(self, known: BlockingCall, call: Expression, frame: Frame) -> Chain | None:
        """The chain of a known call, unless its arguments make it return at once."""
        if known.enter or known.iterate:
            return None
        if call is not _NO_CALL:
            if is_told_not_to_wait(known, call, frame, self._origins):
                return None
            if is_quick(known, call, frame):
                known = known._replace(cost="bulk")
        return Chain(known)


_NO_CALL: Expression = (form.CALL, (form.OTHER,), (), (), 0, 0)
_NO_ARGUMENTS = Arguments((), (), None, None)
_NO_FRAME: Frame = None  # type: ignore[assignment]
