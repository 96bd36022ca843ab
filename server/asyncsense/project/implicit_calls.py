"""Calls that nobody wrote: what `with`, iteration, attributes and operators call, and why that blocks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from asyncsense.inference.arguments import Arguments
from asyncsense.inference.evaluate import Inference
from asyncsense.inference.frames import Frame
from asyncsense.inference.functions import PROPERTY_DECORATORS, has_decorator, is_accessor
from asyncsense.inference.values import (
    ClassValue,
    Decorated,
    FunctionValue,
    Instance,
    SuperValue,
    Types,
    Value,
    is_certain,
    without_none,
)
from asyncsense.knowledge import Knowledge
from asyncsense.knowledge.schema import BlockingCall
from asyncsense.project.calls import argument, qualified_name
from asyncsense.project.chains import Chain, worst
from asyncsense.project.in_memory import is_in_memory
from asyncsense.project.origins import Origins
from asyncsense.syntax.expressions import IN_PLACE_METHODS, OPERATOR_METHODS, Expression
from asyncsense.syntax.sites import AttributeSite, IterationSite, OperationSite, WithSite
from asyncsense.syntax.summary import Body
from asyncsense.syntax.working import ANY_SETTER, setter_of

_FALLBACKS = {
    "__bool__": ("__bool__", "__len__"),
    "__str__": ("__format__", "__str__", "__repr__"),
    "__ne__": ("__ne__", "__eq__"),
    "__contains__": ("__contains__", "__iter__", "__next__"),
    **{
        IN_PLACE_METHODS[one]: (IN_PLACE_METHODS[one], OPERATOR_METHODS[one])
        for one in OPERATOR_METHODS
    },
}


class ImplicitCalls:
    """The part of `Facts` that looks at sites which are no calls."""

    _cuts = 0
    """How often a search was cut short so far."""

    def __init__(
        self,
        inference: Inference,
        origins: Origins,
        knowledge: Knowledge,
        working: Collection[str],
        special_methods: Callable[[str], Iterable[FunctionValue] | None],
    ) -> None:
        self._inference = inference
        self._origins = origins
        self._knowledge = knowledge
        self._working = working
        """Names of properties and special methods of the project that do more than to look at values."""
        self._special_methods = special_methods
        """These special methods by name; None where they are too many to look at."""
        self._special_blocks: dict[str, bool] = {}
        self._quiet: set[str] = set()
        """The methods of operations that never block in this project."""
        self._wrapping: list[Expression] = []

    def chain_of(self, frame: Frame) -> Chain | None:
        """Why running the frame's function to its end blocks; None if it does not, as far as known."""
        raise NotImplementedError

    def callable_chain(self, types: Types) -> Chain | None:
        """Why calling any of `types` blocks, whatever the arguments."""
        raise NotImplementedError

    # ------------------------------------------------------------------ with, for, attributes

    def with_chain(self, item: WithSite, frame: Frame) -> Chain | None:
        """Why entering or leaving a `with` blocks."""
        return None if item.is_async else self._managing_chain(item.expression, frame)

    def _managing_chain(self, expression: Expression, frame: Frame) -> Chain | None:
        """Why entering or leaving a context manager blocks."""
        made = self._made_by_known(expression, frame)
        if made is not None:
            return Chain(made)
        types = without_none(self._inference.evaluate(expression, frame))
        if not is_certain(types):
            return None
        chains = [self._enter_chain(value, expression, frame) for value in types]
        known = [chain for chain in chains if chain is not None]
        found = worst(known) if len(known) == len(chains) else None
        if found is None or is_in_memory(
            self._inference, self._origins, self._knowledge, found, expression, frame
        ):
            return None
        return found

    def _made_by_known(self, expression: Expression, frame: Frame) -> BlockingCall | None:
        """What is known of entering what a library's function returns."""
        made = self._origins.made_by(expression, frame)
        if made is None:
            return None
        callees = self._inference.callees(made[1], frame)
        name = qualified_name(callees[0]) if len(callees) == 1 else None
        return self._knowledge.blocking_enter([name]) if name is not None else None

    def _enter_chain(self, value: Value, expression: Expression, frame: Frame) -> Chain | None:
        generator = self._managed_generator(expression, frame)
        if generator is not None:
            return self.chain_of(generator)
        if not isinstance(value, Instance):
            return None
        names = [cls.qualname for cls in self._inference.mro(value.cls)]
        known = self._knowledge.blocking_enter(names)
        if known is not None:
            return Chain(known)
        if value.cls.qualname in self._knowledge.closes:
            return self._closing_chain(value)
        return self._chain_of_methods(value, "__enter__", "__exit__")

    def _closing_chain(self, value: Instance) -> Chain | None:
        """Why closing what a context manager was made of blocks."""
        closed = without_none(value.arguments[0]) if value.arguments else ()
        chains = [
            self._chain_of_methods(one, "close") for one in closed if isinstance(one, Instance)
        ]
        known = [chain for chain in chains if chain is not None]
        return worst(known) if known and len(known) == len(closed) else None

    def _chain_of_methods(self, value: Instance, *names: str) -> Chain | None:
        """Why one of these methods blocks, where it is the project's."""
        chains: list[Chain] = []
        for name in names:
            member = self._inference.find_member(value.cls, name)
            if member is None or not member.owner.module.in_project:
                continue
            for method in self._inference.value_attribute(value, name):
                if isinstance(method, FunctionValue):
                    chain = self.chain_of(self._inference.call_frame(method, None))
                    if chain is not None:
                        chains.append(chain)
        return worst(chains)

    def _managed_generator(self, expression: Expression, frame: Frame) -> Frame | None:
        """The frame of a project's `@contextmanager` function that `expression` calls."""
        made = self._origins.made_by(expression, frame)
        if made is None:
            return None
        for value in self._inference.callees(made[1], frame):
            if isinstance(value, Decorated) and value.original.function.is_generator:
                if value.original.module.in_project and not value.original.function.is_async:
                    arguments = Arguments(made[2], made[3], frame, self._inference.evaluate)
                    return self._inference.call_frame(value.original, arguments)
        return None

    def iteration_chain(self, loop: IterationSite, frame: Frame) -> Chain | None:
        """Why taking the items of an iterable blocks."""
        return None if loop.is_async else self._iterable_chain(loop.expression, frame)

    def _iterable_chain(self, expression: Expression, frame: Frame) -> Chain | None:
        made = self._origins.made_by(expression, frame)
        if made is not None:
            chain = self._generator_chain(made, frame)
            if chain is not None:
                return chain
        types = without_none(self._inference.evaluate(expression, frame))
        if not is_certain(types):
            return None
        chains = [self._iterated_chain(value) for value in types]
        known = [chain for chain in chains if chain is not None]
        return worst(known) if known and len(known) == len(chains) else None

    def _generator_chain(self, made: Expression, frame: Frame) -> Chain | None:
        arguments = Arguments(made[2], made[3], frame, self._inference.evaluate)
        chains: list[Chain] = []
        for value in self._inference.callees(made[1], frame):
            if isinstance(value, ClassValue):
                known = self._knowledge.blocking_iteration([value.cls.qualname])
                if known is None:
                    return self._lazy_chain(value.cls.qualname, made, frame)
            elif isinstance(value, (FunctionValue, Decorated)):
                known = self._knowledge.blocking_iteration([value.qualname])
            else:
                known = None
            if known is not None:
                chains.append(Chain(known))
                continue
            function = value.original if isinstance(value, Decorated) else value
            if not isinstance(function, FunctionValue):
                return None
            if not function.function.is_generator or function.function.is_async:
                return self._lazy_chain(function.qualname, made, frame)
            if not function.module.in_project:
                return None
            chain = self.chain_of(self._inference.call_frame(function, arguments))
            if chain is None:
                return None
            chains.append(chain)
        return worst(chains)

    def _lazy_chain(self, name: str, made: Expression, frame: Frame) -> Chain | None:
        """What `map`, `enumerate` and their like call, or iterate, while they are iterated."""
        callback = self._knowledge.sync_callbacks.get(name)
        if callback is not None:
            given = argument(made, callback.parameter)
            chain = self.callable_chain(self._inference.evaluate(given, frame)) if given else None
            if chain is not None:
                return chain
        if name not in self._knowledge.passes_items or made in self._wrapping:
            return None
        self._wrapping.append(made)
        try:
            chains = [self._iterable_chain(one, frame) for one in made[2]]
        finally:
            self._wrapping.pop()
        for given in made[2]:
            types = self._inference.evaluate(given, frame)
            if types and all(value.tag in ("function", "decorated") for value in types):
                chains.append(self.callable_chain(types))
        return worst([chain for chain in chains if chain is not None])

    def _iterated_chain(self, value: Value) -> Chain | None:
        if not isinstance(value, Instance):
            return None
        names = [cls.qualname for cls in self._inference.mro(value.cls)]
        known = self._knowledge.blocking_iteration(names)
        if known is not None:
            return Chain(known)
        if self._inference.find_member(value.cls, "__iter__") is None:
            if self._inference.has_unknown_base(value.cls):
                return None
            return self._chain_of_methods(value, "__getitem__")
        return self._chain_of_methods(value, "__iter__", "__next__")

    def attribute_chain(self, read: AttributeSite, frame: Frame) -> Chain | None:
        """Why reading an attribute blocks: it is a property of the project that does."""
        attribute = read.expression
        if attribute[2] not in self._working and not self._gets_by_code:
            return None
        return None if read.use[0] == "await" else self._accessor_chain(attribute, "__get__", frame)

    def _accessor_chain(self, attribute: Expression, hook: str, frame: Frame) -> Chain | None:
        """Why an accessor of a property, or the `hook` of a descriptor, blocks."""
        types = without_none(self._inference.evaluate(attribute[1], frame))
        if not is_certain(types):
            return None
        chains = [self._attribute_chain(value, attribute[2], hook) for value in types]
        known = [chain for chain in chains if chain is not None]
        return worst(known) if known and len(known) == len(chains) else None

    def _attribute_chain(self, value: Value, name: str, hook: str) -> Chain | None:
        receiver, after = value, None
        if isinstance(value, SuperValue):
            receiver, after = value.receiver, value.cls
        if not isinstance(receiver, Instance):
            return None
        member = self._inference.find_member(receiver.cls, name, after)
        if member is None or not member.owner.module.in_project:
            return None
        for row in member.rows:
            if row.kind == "assign":
                made = self._inference.evaluate(
                    row.payload, self._inference.class_frame(member.owner)
                )
                return self._hook_chain(made, hook)
            if row.kind != "def":
                continue
            accessor = member.owner.node.functions[row.payload]
            is_setter = is_accessor(accessor)
            if is_setter is (hook == "__set__") and has_decorator(accessor, *PROPERTY_DECORATORS):
                method = FunctionValue(accessor, member.owner.module, receiver)
                return (
                    None
                    if accessor.is_async
                    else self.chain_of(self._inference.call_frame(method, None))
                )
        return None

    def _hook_chain(self, descriptor: Types, hook: str) -> Chain | None:
        """Why a method of a descriptor of the project blocks."""
        if len(descriptor) != 1 or not isinstance(descriptor[0], Instance):
            return None
        member = self._inference.find_member(descriptor[0].cls, hook)
        if member is None or not member.owner.module.in_project:
            return None
        chains = [
            self.chain_of(self._inference.call_frame(method, None))
            for method in self._inference.value_attribute(descriptor[0], hook)
            if isinstance(method, FunctionValue)
        ]
        return worst([chain for chain in chains if chain is not None])

    def operation_chain(self, operation: OperationSite, frame: Frame) -> Chain | None:
        """Why an operator, a subscript, a comparison, a test or setting an attribute blocks: a method of
        the project does."""
        if operation.method == "__set__":
            if not self._sets_by_code:
                self._quiet.add("__set__")
                return None
            attribute = operation.expression
            if setter_of(attribute[2]) in self._working or "__set__" in self._working:
                return self._accessor_chain(attribute, "__set__", frame)
            return None
        methods = _FALLBACKS.get(operation.method, (operation.method,))
        if not any(map(self._some_special_blocks, methods)):
            self._quiet.add(operation.method)
            return None
        return self._method_chain(operation.expression, methods, frame)

    def operations_of(self, body: Body) -> Iterable[OperationSite]:
        """The operations in a function that are worth a look."""
        quiet = self._quiet
        return (one for one in body.operations if one.method not in quiet)

    @cached_property
    def _gets_by_code(self) -> bool:
        """Whether a class of descriptors does more than to look at values."""
        return "__get__" in self._working

    @cached_property
    def _sets_by_code(self) -> bool:
        """Whether setting an attribute runs code of the project anywhere that does more than to set it."""
        return "__set__" in self._working or ANY_SETTER in self._working

    def _method_chain(
        self, receiver: Expression, methods: tuple[str, ...], frame: Frame
    ) -> Chain | None:
        if not any(map(self._some_special_blocks, methods)):
            return None
        types = without_none(self._inference.evaluate(receiver, frame))
        if not is_certain(types):
            return None
        chains = [self._special_method_chain(value, methods) for value in types]
        known = [chain for chain in chains if chain is not None]
        return worst(known) if known and len(known) == len(chains) else None

    def _some_special_blocks(self, name: str) -> bool:
        """Whether a special method of that name may block in any class of the project: most operators need
        no look at the object."""
        known = self._special_blocks.get(name)
        if known is None:
            methods, cuts = self._special_methods(name), self._cuts
            known = methods is None or any(
                self.chain_of(self._inference.call_frame(method, None)) for method in methods
            )
            if cuts != self._cuts:
                return True
            self._special_blocks[name] = known
        return known

    def _special_method_chain(self, value: Value, methods: tuple[str, ...]) -> Chain | None:
        if not isinstance(value, Instance):
            return None
        for name in methods:
            member = self._inference.find_member(value.cls, name)
            if member is None or member.owner.qualname == "builtins.object":
                continue
            if not member.owner.module.in_project:
                return None
            if name == "__iter__" and "__next__" in methods:
                return self._iterated_chain(value)
            for method in self._inference.value_attribute(value, name):
                if isinstance(method, FunctionValue):
                    return self.chain_of(self._inference.call_frame(method, None))
        return None
