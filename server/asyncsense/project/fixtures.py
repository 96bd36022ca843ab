"""Test fixtures: what a test runner gives to the parameters of tests, by their names."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from asyncsense.inference.evaluate import Inference
from asyncsense.inference.modules import Module, ModuleBinding
from asyncsense.inference.program import Program
from asyncsense.inference.values import (
    ANYTHING,
    ClassRef,
    FunctionValue,
    Instance,
    Types,
    union,
)
from asyncsense.knowledge.schema import Decorator
from asyncsense.project.calls import function_values, qualified_name
from asyncsense.syntax.expressions import (
    ATTRIBUTE,
    CALL,
    CONSTANT,
    NAME,
    OTHER,
    SEQUENCE,
    Expression,
    last_name,
)
from asyncsense.syntax.sites import Binding
from asyncsense.syntax.summary import Class, Function

_SHARED = "conftest.py"
_TEST_FILE = re.compile(r"(?:^|[/\\])(?:tests?|test_[^/\\]*|[^/\\]*_tests?)\.py\Z")
"""The file whose fixtures all tests of its folder, and of those below, may ask for."""
SHARING = "pytest_plugins"
"""The name under which such a file lists other modules with fixtures."""
_DEFINING = ("sync", "async", "named")
"""The parts of the names in some code under which fixtures are."""
_MARKS = "pytestmark"
_MANY_FILES = 20
_MANY_TYPES = 4
_ITERATORS = ("typing", "types", "collections.abc", "_collections_abc")


class Fixtures:
    """Finds the fixtures of a project's tests, and what they give.

    A parameter of a test, or of another fixture, gets what the nearest fixture of its name returns or
    yields: that of its class, file, folder or of a folder above.
    """

    def __init__(
        self,
        program: Program,
        files: Sequence[str],
        decorators: Mapping[str, Decorator],
        names: Callable[[str], Mapping[str, Sequence[str]]],
        subclasses: Callable[[ClassRef], Iterator[ClassRef]],
    ) -> None:
        self._program = program
        self._inference: Inference = program.inference
        self._shared_files = frozenset(one for one in files if os.path.basename(one) == _SHARED)
        self._decorators = decorators
        self._names = names
        self._subclasses = subclasses
        self._maker_names: frozenset[str] | None = None
        self._shared: dict[str, tuple[Module, ...]] = {}
        self._askers: dict[Function, bool] = {}
        self._fixture_names: dict[Function, str | None] = {}
        self._given: dict[tuple[Function, str], Types] = {}

    def files_for(self, path: str) -> Iterator[str]:
        """The files other than `path` in which fixtures for it are looked for."""
        for module in self._sharing(os.path.dirname(path)):
            if module.path is not None:
                yield module.path

    def asks(self, function: Function, module: Module) -> bool:
        """Whether a function is a test or a fixture, so that the runner gives it what it asks for."""
        if function.parent is not None and function.parent.kind != "module":
            return False
        if not function.decorators and not function.name.startswith("test"):
            return False
        known = self._askers.get(function)
        if known is None:
            known = self._is_test(function, module) or self._name(function, module) is not None
            self._askers[function] = known
        return known

    def given(self, function: Function, module: Module, name: str) -> Types:
        """What the parameter `name` of a test or fixture gets; nothing where that cannot be told."""
        key = (function, name)
        return self._inference.answer(self._given, key, lambda: self._find(function, module, name))

    def may_be_coroutine(self, function: Function, module: Module, name: str) -> bool:
        """Whether the parameter `name` of a test or fixture is given by a coroutine function that is only
        pytest's fixture: plugins await these, or leave it to who asks for them."""
        return self.asks(function, module) and any(
            fixture.function.is_async
            and not fixture.function.is_generator
            and all(last_name(row[0]) == "fixture" for row in fixture.function.decorators)
            for fixture in self._nearest(function, module, name)
        )

    def around(self, function: Function, module: Module) -> Iterator[Function]:
        """The fixtures that run before a test or fixture: those it asks for, and those of its file and
        shared ones that all tests have."""
        if not self.asks(function, module):
            return
        for parameter in function.parameters:
            for fixture in self._nearest(function, module, parameter.name):
                yield fixture.function
        for one in (module, *self._sharing(os.path.dirname(module.path or ""))):
            for piece in one.summary.pieces:
                for other in piece.code.body.functions:
                    if any(row[0][0] == CALL and _is_for_all(row[0]) for row in other.decorators):
                        yield other

    # ------------------------------------------------------------------ who asks for fixtures

    def _is_test(self, function: Function, module: Module) -> bool:
        """Whether the runner finds this function among its tests."""
        if not function.name.startswith("test") or not is_test_file(module.path or ""):
            return False
        owner = function.owner
        if owner is None:
            return True
        cls = self._inference.class_ref(owner, module)
        return owner.name.startswith("Test") and not self._inference.is_subclass(
            cls, "unittest.case.TestCase"
        )

    def _name(self, function: Function, module: Module) -> str | None:
        """The name that a fixture is given where it is made, empty if none; None for other functions."""
        if function not in self._fixture_names:
            self._fixture_names[function] = self._find_name(function, module)
        return self._fixture_names[function]

    def _find_name(self, function: Function, module: Module) -> str | None:
        for expression, _, _ in function.decorators:
            if self._makes_fixture(expression, function, module):
                return _given_name(expression)
        return None

    def _makers(self) -> frozenset[str]:
        """The decorators that make fixtures, by where they are defined and where they are imported from."""
        if self._maker_names is None:
            rows = [row for row in self._decorators.values() if row.effect == "fixture"]
            names = [row.name for row in rows] + [row.public for row in rows if row.public]
            self._maker_names = frozenset(names)
        return self._maker_names

    def _makes_fixture(self, decorator: Expression, function: Function, module: Module) -> bool:
        called = decorator[1] if decorator[0] == CALL else decorator
        last = last_name(called)
        if not last or not any(name.endswith(last) for name in self._makers()):
            return False
        frame = self._inference.definition_frame(function, module)
        values = self._inference.evaluate(called, frame)
        return any(qualified_name(value) in self._makers() for value in values)

    def _may_be_given_otherwise(self, function: Function, module: Module, name: str) -> bool:
        """Whether a parameter may get something else than a fixture: by a decorator or by the marks of
        its function, class or file."""
        others = 0
        for expression, _, _ in function.decorators:
            if not (
                _is_mark(expression, module) or self._makes_fixture(expression, function, module)
            ):
                others += 1
                if expression[0] == CALL and any(word == name for word, _ in expression[3]):
                    return True
        own = [one.name for one in function.parameters]
        first = 0 if function.owner is None else 1
        # Whatever another decorator does, it may put an argument of its own before the others.
        if name in own[first : first + others]:
            return True
        return any(
            _may_set(mark, name)
            for mark in _marks_on(function, module)
            if last_name(mark) == "parametrize"
        )

    # ------------------------------------------------------------------ which fixture is meant

    def _find(self, function: Function, module: Module, name: str) -> Types:
        own = next((one for one in function.parameters if one.name == name), None)
        if own is None or own.default is not None:
            return ()
        if self._may_be_given_otherwise(function, module, name):
            return ()
        found = list(self._nearest(function, module, name))
        if function.owner is not None:
            for cls in self._subclasses(self._inference.class_ref(function.owner, module)):
                found += self._in_class(cls, name, function)
        elif not self._is_test(function, module):
            # What a fixture asks for may be replaced for those that ask for it.
            path = module.path or ""
            overriding = self._in_files(name, function, lambda one: self._reaches(path, one))
            if overriding is None:
                return ()
            found += overriding
        types = union(self._value(one) or ANYTHING for one in dict.fromkeys(found))
        unknown = any(one.tag in ("unknown", "external") for one in types)
        if unknown or len(types) > _MANY_TYPES or all(one.tag == "none" for one in types):
            return ()
        return types

    def _nearest(self, function: Function, module: Module, name: str) -> Iterable[FunctionValue]:
        """The fixture of that name which a function gets; more than one where it depends."""
        if function.owner is not None:
            cls = self._inference.class_ref(function.owner, module)
            if found := self._in_class(cls, name, function):
                return found
        if found := self._in_module(module, name, function):
            return found
        for shared in self._sharing(os.path.dirname(module.path or "")):
            if shared is not module and (found := self._in_module(shared, name, function)):
                return found
        return self._in_files(name, function, self._offers_everywhere) or ()

    def _sharing(self, folder: str) -> tuple[Module, ...]:
        """The modules whose fixtures are there for all files of a folder, the nearest first."""
        known = self._shared.get(folder)
        if known is None:
            above = os.path.dirname(folder)
            known = self._sharing(above) if above != folder else ()
            path = os.path.join(folder, _SHARED)
            module = self._program.module_at(path) if path in self._shared_files else None
            if module is not None:
                known = (module, *self._listed(module), *known)
            self._shared[folder] = known
        return known

    def _listed(self, module: Module) -> Iterator[Module]:
        for row in module.bindings.get(SHARING, ()):
            if row.binding.kind in ("assign", "annotated"):
                for name in _strings(_assigned(row.binding)):
                    listed = self._inference.module(name)
                    if listed is not None:
                        yield listed

    def _in_module(self, module: Module, name: str, asker: Function) -> list[FunctionValue]:
        rows: Sequence[ModuleBinding] = module.bindings.get(name, ())
        definitions = [row for row in rows if row.binding.kind == "def"]
        if definitions and not rows[-1].binding.block:
            definitions = definitions[-1:]
        found = [
            FunctionValue(row.piece.code.body.functions[row.binding.payload], module)
            for row in definitions
        ]
        if not found and (rows or module.star_imports):
            found += function_values(self._inference.module_attribute(module, name))
        found = [one for one in found if self._is_fixture(one, name, name, asker)]
        return found or [
            value
            for piece in module.summary.naming("named", name)
            for function in piece.code.body.functions
            if self._is_fixture(value := FunctionValue(function, module), "", name, asker)
        ]

    def _in_class(self, cls: ClassRef, name: str, asker: Function) -> list[FunctionValue]:
        for owner in self._inference.mro(cls):
            if not owner.module.in_project:
                continue
            for function in owner.node.functions:
                value = FunctionValue(function, owner.module, Instance(cls))
                if self._is_fixture(value, function.name, name, asker):
                    return [value]
        return []

    def _is_fixture(self, value: FunctionValue, bound_to: str, name: str, asker: Function) -> bool:
        """Whether what is bound to a name is the fixture `name`, and another than the one that asks."""
        function = value.function
        if function is asker or not function.decorators:
            return False
        given = self._name(function, value.module)
        return given is not None and (given or bound_to) == name

    def _in_files(
        self, name: str, asker: Function, is_wanted: Callable[[str], bool]
    ) -> list[FunctionValue] | None:
        """The fixtures of that name in files of a kind; None if they are in too many."""
        paths = {
            path
            for part in _DEFINING
            for path in self._names(part).get(name, ())
            if is_wanted(path)
        }
        if len(paths) > _MANY_FILES:
            return None
        found: list[FunctionValue] = []
        for path in sorted(paths):
            module = self._program.module_at(path)
            if module is None:
                continue
            found += self._in_module(module, name, asker)
            for piece in module.summary.pieces:
                for cls in piece.code.body.classes if name in _defined(piece.names) else ():
                    found += self._in_class(self._inference.class_ref(cls, module), name, asker)
        return found

    def _offers_everywhere(self, path: str) -> bool:
        """Whether a file is no test and belongs to no folder of tests: it may be a plugin."""
        return os.path.basename(path) != _SHARED and not is_test_file(path)

    def _reaches(self, path: str, other: str) -> bool:
        """Whether the fixtures of one file are there for the tests in another."""
        if path == other:
            return True
        folder, file = os.path.split(path)
        if file == _SHARED:
            return other.startswith(folder + os.sep)
        return self._offers_everywhere(path)

    # ------------------------------------------------------------------ what a fixture gives

    def _value(self, fixture: FunctionValue) -> Types:
        function, inference = fixture.function, self._inference
        for decorator, _, _ in function.decorators:
            if not self._makes_fixture(decorator, function, fixture.module):
                return ANYTHING
        types = inference.call_value(fixture)
        if function.is_async:
            given = inference.async_iterated if function.is_generator else inference.awaited
            return given(types)
        if not function.is_generator:
            return types
        is_iterator = all(
            isinstance(one, Instance) and one.cls.module.name in _ITERATORS for one in types
        )
        return inference.iterated(types) if is_iterator else ANYTHING


def is_test_file(path: str) -> bool:
    """Whether pytest looks for tests in a file of this name, or is told to in many a project."""
    return _TEST_FILE.search(path) is not None


def _defined(names: Mapping[str, Iterable[str]]) -> set[str]:
    return {name for part in _DEFINING for name in names.get(part, ())}


def _is_for_all(decorator: Expression) -> bool:
    return any(name == "autouse" and value[2:] == (True,) for name, value in decorator[3])


def _given_name(decorator: Expression) -> str:
    """`@fixture(name="x")`"""
    for word, value in decorator[3] if decorator[0] == CALL else ():
        if word == "name" and value[:2] == (CONSTANT, "str"):
            return str(value[2])
    return ""


def _is_mark(decorator: Expression, module: Module) -> bool:
    """Whether a decorator only marks a test: `mark.x`, or a name for something of that kind."""
    while decorator[0] in (CALL, ATTRIBUTE):
        if decorator[0] == ATTRIBUTE and decorator[2] == "mark":
            return True
        decorator = decorator[1]
    if decorator[0] != NAME:
        return False
    rows = module.bindings.get(decorator[1], ()) if decorator[1] != "mark" else ()
    kinds = [row.binding for row in rows if row.binding.kind == "assign"]
    return decorator[1] == "mark" or any(
        one.payload[0] in (CALL, ATTRIBUTE) and _is_mark(one.payload, module) for one in kinds
    )


def _marks_on(function: Function, module: Module) -> Iterator[Expression]:
    """The calls of marks on a test, on its class and on its file."""
    marked: list[Expression] = [row[0] for row in function.decorators]
    owner: Class | None = function.owner
    while owner is not None:
        marked += [row[0] for row in owner.decorators]
        marked += [_assigned(one) for one in owner.bindings.get(_MARKS, ())]
        owner = owner.outer
    marked += [_assigned(row.binding) for row in module.bindings.get(_MARKS, ())]
    for mark in marked:
        for one in mark[2] if mark[0] == SEQUENCE else (mark,):
            if one[0] == CALL:
                yield one


def _may_set(mark: Expression, name: str) -> bool:
    """Whether `parametrize("a, b", …)` sets a parameter itself, without the fixture of its name."""
    words = dict(mark[3])
    names: Expression = mark[2][0] if mark[2] else words.get("argnames", (OTHER,))
    listed = [part.strip() for text in _strings(names) for part in text.split(",")]
    if listed and name not in listed:
        return False
    return words.get("indirect") != (CONSTANT, "bool", True)


def _assigned(binding: Binding) -> Expression:
    """What a binding sets its name to, if that is an expression."""
    value = binding.payload[1] if binding.kind == "annotated" else binding.payload
    return value if binding.kind in ("assign", "annotated") and value else (OTHER,)


def _strings(expression: Expression) -> list[str]:
    """The string that an expression is, or those in a list or tuple."""
    parts = expression[2] if expression[:1] == (SEQUENCE,) else (expression,)
    return [str(one[2]) for one in parts if one[:2] == (CONSTANT, "str")]
