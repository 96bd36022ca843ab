"""Functions that can only become asynchronous together, and those that cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asyncsense.fixes.errors import CannotFixError
from asyncsense.inference.functions import PROPERTY_DECORATORS, body_functions
from asyncsense.inference.modules import Module
from asyncsense.inference.values import ClassRef, Decorated, FunctionValue, Types, without_none
from asyncsense.project.project import Project
from asyncsense.syntax.expressions import Expression, decorator_name, dotted_name
from asyncsense.syntax.sites import Binding
from asyncsense.syntax.summary import Function

# These leave a coroutine function what it is.
_HARMLESS_DECORATORS = {
    "staticmethod", "classmethod", "abstractmethod", "overload", "override", "final", "deprecated",
    "no_type_check",
}  # fmt: skip
_CACHES = {"lru_cache", "cache", "cached", "memoize"}


class Family:
    """A function with what overrides it, what it overrides, and its other definitions."""

    def __init__(self, project: Project, function: Function, module: Module) -> None:
        """Raises CannotFixError, with a reason, where one of them must stay as it is."""
        self._project = project
        self._inference = project.inference
        self.name = function.name
        self.members: dict[Function, Module] = {}
        self.classes: list[ClassRef] = []
        """The classes that have one of the members."""
        self.is_decorated_entry = False
        """Whether a framework calls a member because of its decorator."""
        self._check(function, module)
        if function.owner is None:
            self._add_rows(_rows_beside(function, module), module)
        else:
            self._add_class(self._inference.class_ref(function.owner, module))
        for member, its_module in self.members.items():
            if not member.is_async:
                self._check(member, its_module)

    @property
    def is_local(self) -> bool:
        """Whether it is a function in a function: only its file can name it."""
        first = next(iter(self.members))
        return first.owner is None and first.parent is not None and first.parent.kind != "module"

    @property
    def modules(self) -> set[Module]:
        return set(self.members.values())

    def meant_by(self, types: Types) -> list[Function]:
        """The members among what an expression may be."""
        found = []
        for value in types:
            target = value.original if isinstance(value, Decorated) else value
            if isinstance(target, FunctionValue) and target.function in self.members:
                found.append(target.function)
        return found

    def is_all_of(self, types: Types) -> bool:
        """Whether an expression can be nothing but members."""
        return len(self.meant_by(types)) == len(without_none(types))

    def is_related(self, cls: ClassRef) -> bool:
        """Whether objects of the class may have one of the members."""
        return any(
            one in self._inference.mro(cls) or cls in self._inference.mro(one)
            for one in self.classes
        )

    # ------------------------------------------------------------------ members

    def _add_class(self, cls: ClassRef) -> None:
        """The class's own definition, and those of all classes that it shares the name with."""
        todo = [cls]
        while todo:
            one = todo.pop()
            if one in self.classes:
                continue
            self.classes.append(one)
            self._check_class(one)
            rows = one.node.bindings[self.name]
            self._add_rows(((one.node.body_code, row) for row in rows), one.module)
            for below in (one, *self._project.subclasses(one)):
                order = self._inference.mro(below)
                todo += [each for each in order if self.name in each.node.bindings]

    def _check_class(self, cls: ClassRef) -> None:
        name = cls.node.name
        if not cls.module.in_project:
            raise CannotFixError(f"`{name}.{self.name}` of a library is overridden")
        if self._inference.has_unknown_base(cls):
            raise CannotFixError(f"`{name}` has a base that cannot be found")
        if self._inference.is_protocol(cls):
            raise CannotFixError(f"`{self.name}` is a part of the protocol `{name}`")

    def _add_rows(self, rows: Iterable[tuple[Function, Binding]], module: Module) -> None:
        for code, row in rows:
            if row.kind == "narrow":
                continue
            if row.kind != "def":
                raise CannotFixError(f"`{self.name}` is bound to something else as well")
            self.members[body_functions(code)[row.payload]] = module

    # ------------------------------------------------------------------ boundaries

    def _check(self, function: Function, module: Module) -> None:
        name = function.name
        if not module.in_project:
            raise CannotFixError(f"`{name}` belongs to a library")
        if function.kind != "function":
            raise CannotFixError("it does not stand in a function of its own")
        if function.is_generator:
            raise CannotFixError(f"`{name}` is a generator")
        if name.startswith("__") and name.endswith("__"):
            raise CannotFixError(f"Python itself calls `{function.qualname}`")
        for decorator, _, _ in function.decorators:
            self._check_decorator(decorator, function, module)

    def _check_decorator(self, decorator: Expression, function: Function, module: Module) -> None:
        name, last = function.name, decorator_name(decorator)
        written = dotted_name(decorator[1] if decorator[0] == "call" else decorator) or last
        if last in _HARMLESS_DECORATORS or written.startswith("pytest.mark."):
            return
        if last in PROPERTY_DECORATORS:
            raise CannotFixError(f"`{name}` is a property")
        if last in _CACHES:
            raise CannotFixError(f"`@{written}` would keep the coroutine of `{name}`")
        if not self._takes_coroutines(decorator, function, module):
            raise CannotFixError(f"`@{written}` may need `{name}` to be a plain function")
        self.is_decorated_entry = True

    def _takes_coroutines(self, decorator: Expression, function: Function, module: Module) -> bool:
        """Whether a framework that knows coroutine functions calls what is decorated so."""
        called = decorator[1] if decorator[0] == "call" else decorator
        frame = self._inference.definition_frame(function, module)
        values = self._inference.callees(called, frame)
        entry_points = self._project.knowledge.entry_points
        return bool(values) and all(
            any(
                (row := entry_points.get(name)) is not None and row.kind != "plain"
                for name in self._project.names_of(value)
            )
            for value in values
        )


def _rows_beside(function: Function, module: Module) -> Iterator[tuple[Function, Binding]]:
    """What binds the name of a function that stands in no class, and in which code."""
    parent = function.parent
    if parent is None or parent.kind == "module":
        for row in module.bindings.get(function.name, ()):
            yield row.piece.code, row.binding
    else:
        for binding in parent.body.bindings.get(function.name, ()):
            yield parent, binding
