"""One state of a project: its modules, and who runs its functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from asyncsense.inference.frames import Frame
from asyncsense.inference.functions import is_class_method
from asyncsense.inference.modules import Module, ModuleFinder
from asyncsense.inference.program import Program
from asyncsense.inference.values import (
    ANYTHING,
    NONE,
    ClassRef,
    ClassValue,
    Decorated,
    FunctionValue,
    Instance,
    Types,
    Value,
    without_none,
)
from asyncsense.knowledge import Knowledge
from asyncsense.knowledge.schema import Parameter
from asyncsense.project.calls import argument, function_values, qualified_name
from asyncsense.project.common_methods import common_methods
from asyncsense.project.facts import Facts
from asyncsense.project.fixtures import Fixtures
from asyncsense.project.handlers import Handlers
from asyncsense.project.name_index import NameIndex, Names
from asyncsense.project.origins import Origins
from asyncsense.project.package_answers import PackageAnswers
from asyncsense.syntax.expressions import (
    ATTRIBUTE,
    CALL,
    NAME,
    NONE_CONSTANT,
    OTHER,
    STARRED,
    Expression,
    last_name,
)
from asyncsense.syntax.sites import CallSite
from asyncsense.syntax.summary import Class, Function, Summary, walk_functions
from asyncsense.text import Span

_MANY_FILES = 20
_FEW_FILES = 3
_MAX_IMPLEMENTING = 20
_MAX_QUESTIONS = 4
_PROTOCOLS = ("asyncio.protocols.BaseProtocol",)
_RUNS_OWN_LOOP = {"new_event_loop", "run_until_complete", "run_forever", "Runner"}


class Registration(NamedTuple):
    """The call that hands a function to the event loop, or to a thread."""

    module: Module
    function: Function
    call: CallSite
    target: str
    """Qualified name of what takes the function."""

    @property
    def span(self) -> Span:
        piece = self.function.piece
        start, end = self.call.start, self.call.end
        return Span(self.module.offset(piece, start), self.module.offset(piece, end))


class Project:
    """The files of a project, as they are in one snapshot; everything else is derived from them."""

    def __init__(
        self,
        files: Sequence[str],
        roots: Sequence[str],
        finder: ModuleFinder,
        summary_of: Callable[[str], Summary | None],
        libraries: dict[str, Module | None],
        knowledge: Knowledge,
        names_of: Callable[[str], Names],
        answers: PackageAnswers,
        earlier_index: NameIndex | None = None,
        is_read: bool = True,
    ) -> None:
        """Unless the project `is_read`, what others pass and set counts as unknown: `names_of` cannot tell."""
        self.files = files
        self.index = NameIndex(files, names_of, earlier_index)
        self.knowledge = knowledge
        self.program = Program(finder, roots, summary_of, libraries)
        self.inference = self.program.inference
        self.inference.known_returns = knowledge.returns
        if is_read:
            self.inference.parameter_evidence = self._parameter_evidence
            self.inference.attribute_evidence = self._attribute_evidence
        self._answers = answers
        self._evidence: dict[tuple[object, str], Types] = {}
        self._asked: dict[tuple[object, str], int] = {}
        self._subclasses: dict[ClassRef, tuple[ClassRef, ...]] = {}
        self._names: dict[Value, tuple[str, ...]] = {}
        self._tables: dict[Value, frozenset[str]] = {}

    # ------------------------------------------------------------------ which files concern a name

    def names(self, part: str) -> Mapping[str, Sequence[str]]:
        """Names of that part ("called", "async", "properties", …) and the files that hold them."""
        return self.index.part(part)

    @cached_property
    def origins(self) -> Origins:
        return Origins(self.inference)

    @cached_property
    def facts(self) -> Facts:
        return Facts(
            self.inference,
            self.origins,
            self.knowledge,
            working=self.names("working"),
            special_methods=self._special_methods,
            implementations=self.implementations,
            answers=self._answers,
        )

    @cached_property
    def fixtures(self) -> Fixtures:
        return Fixtures(
            self.program, self.files, self.knowledge.decorators, self.names, self.subclasses
        )

    @cached_property
    def handlers(self) -> Handlers:
        return Handlers(self.inference, self.knowledge.handlers)

    def subclasses(self, cls: ClassRef) -> Iterator[ClassRef]:
        """The classes of the project below `cls`; found while they are asked for."""
        known = self._subclasses.get(cls)
        if known is not None:
            yield from known
            return
        found: dict[ClassRef, None] = {}
        todo = [cls]
        while todo:
            base = todo.pop()
            for derived in self._classes_on(base.node.name):
                if derived not in found and base in self.inference.mro(derived)[1:]:
                    found[derived] = None
                    todo.append(derived)
                    yield derived
        self._subclasses[cls] = tuple(found)

    def _classes_on(self, name: str) -> Iterator[ClassRef]:
        """The classes in statements where a base has this last name."""
        for path in self.names("bases").get(name, ()):
            module = self.program.module_at(path)
            if module is None:
                continue
            for piece in module.summary.naming("bases", name):
                for node in _classes_in(piece.code):
                    yield self.inference.class_ref(node, module)

    def implementations(self, cls: ClassRef, method: str) -> Iterator[ClassRef]:
        """The classes of the project below `cls`; those that have all the methods of a protocol, too, if
        its methods tell what is one, and few files define this one."""
        yield from self.subclasses(cls)
        wanted = {one.name for one in cls.node.functions}
        paths = self.names("sync").get(method, ())
        if not self.inference.is_protocol(cls) or wanted <= common_methods():
            return
        for path in paths if len(paths) <= _MAX_IMPLEMENTING else ():
            module = self.program.module_at(path)
            if module is None:
                continue
            for piece in module.summary.naming("sync", method):
                for node in _classes_in(piece.code):
                    found = self.inference.class_ref(node, module)
                    order = self.inference.mro(found)
                    if cls not in order and not self.inference.is_protocol(found):
                        if all(self.inference.defines(found, name) for name in wanted):
                            yield found

    def _special_methods(self, name: str) -> list[FunctionValue] | None:
        """The special methods of that name that do more than to look at values; None where more than a
        few files have one."""
        paths = self.names("working").get(name, ())
        return list(self._methods_in(paths, name)) if len(paths) <= _FEW_FILES else None

    def _methods_in(self, paths: Iterable[str], name: str) -> Iterator[FunctionValue]:
        for path in paths:
            module = self.program.module_at(path)
            if module is None:
                continue
            for piece in module.summary.naming("working", name):
                for node in _classes_in(piece.code):
                    receiver = Instance(self.inference.class_ref(node, module))
                    for method in node.functions:
                        if method.name == name:
                            yield FunctionValue(method, module, receiver)

    def calls_of(self, names: Iterable[str]) -> Iterator[tuple[Module, Function, CallSite]]:
        """All calls in the project of something with one of these last names."""
        wanted = set(names)
        files = {path for name in wanted for path in self.names("called").get(name, ())}
        for path in sorted(files):
            module = self.program.module_at(path)
            if module is None:
                continue
            for function, call in module.summary.calls_of(wanted):
                yield module, function, call

    # ------------------------------------------------------------------ who runs a function

    @cached_property
    def callback_takers(self) -> frozenset[str]:
        """Last names of what hands a callback to the event loop."""
        return frozenset(name.rpartition(".")[2] for name in self.knowledge.loop_callbacks)

    @cached_property
    def loop_callbacks(self) -> Mapping[Function, Registration]:
        """The functions that the event loop calls."""
        rows = {name: row.parameter for name, row in self.knowledge.loop_callbacks.items()}
        return self._handed_over(rows)

    @cached_property
    def thread_takers(self) -> frozenset[str]:
        """Last names of what hands a function to another thread."""
        rows = self.knowledge.offloads.values()
        return frozenset(row.name.rpartition(".")[2] for row in rows if not row.process)

    @cached_property
    def thread_entries(self) -> Mapping[Function, Registration]:
        """The functions that are handed to another thread."""
        rows = {
            name: row.parameter for name, row in self.knowledge.offloads.items() if not row.process
        }
        return self._handed_over(rows)

    def _handed_over(self, takers: Mapping[str, Parameter]) -> Mapping[Function, Registration]:
        found: dict[Function, Registration] = {}
        for module, function, call in self.calls_of({name.rpartition(".")[2] for name in takers}):
            frame = self.inference.frame_of(function, module)
            for value in self.inference.callees(call.expression[1], frame):
                for name in self.names_of(value):
                    parameter = takers.get(name)
                    given = argument(call.expression, parameter) if parameter else None
                    if given is not None:
                        registration = Registration(module, function, call, name)
                        for target in self.functions_in(self.inference.evaluate(given, frame)):
                            found.setdefault(target, registration)
        return found

    def names_of(self, value: Value) -> tuple[str, ...]:
        """The defining name of what is called; for a method also under the names of its bases."""
        known = self._names.get(value)
        if known is None:
            known = self._names[value] = tuple(self._find_names(value))
        return known

    def tables_of(self, value: Value) -> frozenset[str]:
        """The tables of the knowledge that name what is called."""
        known = self._tables.get(value)
        if known is None:
            tables = map(self.knowledge.tables_of, self.names_of(value))
            known = self._tables[value] = frozenset().union(*tables)
        return known

    def _find_names(self, value: Value) -> list[str]:
        if isinstance(value, FunctionValue) and isinstance(value.bound, (Instance, ClassValue)):
            name = value.function.name
            return [f"{cls.qualname}.{name}" for cls in self.inference.mro(value.bound.cls)]
        if isinstance(value, ClassValue):
            return [cls.qualname for cls in self.inference.mro(value.cls)]
        name = qualified_name(value)
        return [name] if name else []

    def functions_in(self, types: Types) -> Iterator[Function]:
        """The project functions among `types`, through partials and decorators."""
        for value in function_values(types):
            if value.module.in_project:
                yield value.function

    @cached_property
    def thread_functions(self) -> Mapping[Function, tuple[Module, Registration]]:
        """The functions that run in another thread, also through calls, and who put them there."""
        found: dict[Function, tuple[Module, Registration]] = {}
        todo = [
            (function, registration, self._module_of(function, registration))
            for function, registration in self.thread_entries.items()
        ]
        todo += self._thread_methods()
        while todo:
            function, registration, module = todo.pop()
            if function in found or function.is_async or module is None:
                continue
            frame = self.inference.frame_of(function, module)
            called = [
                value
                for call in function.body.calls
                for value in self.inference.callees(call.expression[1], frame)
            ]
            if self._runs_own_loop(function, called):
                continue
            found[function] = (module, registration)
            for value in called:
                target = value.original if isinstance(value, Decorated) else value
                if isinstance(target, FunctionValue) and target.module.in_project:
                    handed = self.loop_callbacks.get(target.function)
                    if handed is not None and handed.function is function:
                        # It is given to the loop, if there is one.
                        continue
                    if not target.function.is_generator:
                        todo.append((target.function, registration, target.module))
        return found

    def _runs_own_loop(self, function: Function, called: Iterable[Value]) -> bool:
        """Whether a function of a thread makes or runs an event loop, which is that of its thread then."""
        if _RUNS_OWN_LOOP & {last_name(call.expression[1]) for call in function.body.calls}:
            return True
        rows = (self.knowledge.blocking.get(name) for one in called for name in self.names_of(one))
        return any(row is not None and row.category == "event-loop" for row in rows)

    def _thread_methods(self) -> Iterator[tuple[Function, Registration, Module]]:
        """`run` of the project's own classes of threads; the class header stands for the call."""
        thread = self.inference.find_class("threading.Thread")
        for cls in self.subclasses(thread) if thread is not None else ():
            header = (CALL, (OTHER,), (), (), cls.node.start, cls.node.header_end)
            call = CallSite(header, ("other",), ())
            for method in cls.node.functions:
                if method.name == "run":
                    yield (
                        method,
                        Registration(cls.module, method, call, "threading.Thread"),
                        cls.module,
                    )

    def _module_of(self, function: Function, registration: Registration) -> Module | None:
        frame = self.inference.frame_of(registration.function, registration.module)
        for _, argument_value in _arguments(registration.call):
            for candidate in function_values(self.inference.evaluate(argument_value, frame)):
                if candidate.function is function:
                    return candidate.module
        return None

    def is_loop_callback(self, function: Function, module: Module) -> Registration | bool:
        """Whether the loop calls this plain function: it was registered, or is part of a protocol."""
        if function.is_async:
            return False
        registration = self.loop_callbacks.get(function)
        if registration is not None:
            return registration
        if function.owner is not None and function.kind == "function":
            cls = self.inference.class_ref(function.owner, module)
            return self._is_protocol_method(cls, function.name)
        return False

    def _is_protocol_method(self, cls: ClassRef, name: str) -> bool:
        if name.startswith("__") or not self.inference.is_subclass(cls, *_PROTOCOLS):
            return False
        order = self.inference.mro(cls)
        return any(
            base.module.name == "asyncio.protocols" and name in base.node.bindings for base in order
        )

    # ------------------------------------------------------------------ what others set and pass

    def _attribute_evidence(self, cls: ClassRef, name: str) -> Types:
        """What code of the project sets `x.name` to for objects of a class that says nothing of it."""
        paths = self.names("replaced").get(name, ())
        if not paths or len(paths) > _MANY_FILES:
            return ()
        return self._evidence_of((cls, name), lambda: self._set_from_outside(cls, name, paths))

    def _set_from_outside(self, cls: ClassRef, name: str, paths: Iterable[str]) -> Types:
        found: dict[Value, None] = {}
        for path in paths:
            module = self.program.module_at(path)
            if module is None:
                continue
            for function, place in places_set(module, name):
                frame = self.inference.frame_of(function, module)
                receiver = without_none(self.inference.evaluate(place[1], frame))
                if any(isinstance(one, Instance) and one.cls is cls for one in receiver):
                    types = self.inference.evaluate(place, frame) or ANYTHING
                    found.update(dict.fromkeys(types))
        return without_none(tuple(found)) if len(found) <= 4 else ()

    def _parameter_evidence(self, function: Function, module: Module, parameter: str) -> Types:
        """The types that all calls in the project give to an unannotated parameter of a function
        of the project; nothing where one of them cannot be told."""
        if not module.in_project:
            return ()
        if function.kind == "lambda":
            return self._evidence_of(
                (function, parameter), lambda: self.handlers.given(function, module, parameter)
            )
        if function.kind != "function":
            return ()
        if self.fixtures.asks(function, module):
            return self.fixtures.given(function, module, parameter)
        return self._evidence_of(
            (function, parameter), lambda: self._passed(function, module, parameter)
        )

    def _evidence_of(self, key: tuple[object, str], find: Callable[[], Types]) -> Types:
        """What `find` finds; nothing while it is being looked for."""
        known = self._evidence.get(key)
        if known is not None:
            return known
        if key in self._asked:
            # What is concluded from this is no more than half the truth: it is not remembered.
            self.inference.leave_open(self._asked[key])
            return ()
        if len(self._asked) > _MAX_QUESTIONS:
            return ()
        self._asked[key] = self.inference.depth
        try:
            found = find()
        finally:
            del self._asked[key]
        self._evidence[key] = found
        return found

    def _callers(
        self, function: Function, module: Module
    ) -> Iterable[tuple[Module, Function, CallSite]] | None:
        """The calls in the project that may mean a function; None where there are too many."""
        if function.owner is None or function.name != "__init__":
            often = function.name.startswith("__") or self._is_called_often({function.name})
            return None if often else self.calls_of([function.name])
        owner = self.inference.class_ref(function.owner, module)
        names, below = {owner.node.name}, []
        for cls in self.subclasses(owner):
            names.add(cls.node.name)
            below.append(cls)
            if self._is_called_often(names):
                return None
        if self._is_called_often(names):
            return None
        return chain(self.calls_of(names), self._calls_within((owner, *below)))

    def _is_called_often(self, names: set[str]) -> bool:
        called = self.names("called")
        return sum(len(called.get(name, ())) for name in names) > _MANY_FILES

    def _calls_within(
        self, classes: Iterable[ClassRef]
    ) -> Iterator[tuple[Module, Function, CallSite]]:
        """The calls of `super().__init__` and of `cls` in some classes."""
        for cls in classes:
            for method in cls.node.functions:
                has_class = is_class_method(method) and method.parameters
                own = method.parameters[0].name if has_class else ""
                for function in walk_functions(method):
                    for call in function.body.calls:
                        name = last_name(call.expression[1])
                        if name == own or (name == "__init__" and _is_super_call(call)):
                            yield cls.module, function, call

    def _passed(self, function: Function, module: Module, parameter: str) -> Types:
        callers = self._callers(function, module)
        if callers is None:
            return self.handlers.given(function, module, parameter)
        collected: dict[Value, None] = {}
        is_called = False
        for caller_module, caller, call in callers:
            if caller is function:
                # A function that calls itself passes on what it was given, or parts of it.
                continue
            frame = self.inference.frame_of(caller, caller_module)
            for value in self.inference.callees(call.expression[1], frame):
                types = self._given_types(value, function, module, parameter, call, frame)
                if types is None:
                    continue
                if not types or any(one.tag in ("unknown", "external") for one in types):
                    return ()
                is_called = True
                collected.update(dict.fromkeys(types))
        if not is_called:
            given = self.handlers.given(function, module, parameter)
            return given or self._telling_default(function, module, parameter)
        return tuple(collected) if len(collected) <= 4 else ()

    def _telling_default(self, function: Function, module: Module, parameter: str) -> Types:
        """What a parameter holds by default, if that is a function or an object of no builtin class."""
        default = next(one.default for one in function.parameters if one.name == parameter)
        if default is None:
            return ()
        types = self.inference.evaluate(default, self.inference.definition_frame(function, module))
        telling = all(
            isinstance(value, (FunctionValue, Decorated))
            or (isinstance(value, Instance) and value.cls.module.name != "builtins")
            for value in types
        )
        return types if telling else ()

    def _given_types(
        self,
        value: object,
        function: Function,
        module: Module,
        parameter: str,
        call: CallSite,
        frame: Frame,
    ) -> Types | None:
        """What one call passes, or the default; None where it calls another function."""
        target = self._called(value, function)
        if target is None:
            return None
        own = self.inference.own_parameters(target, function)
        position = next((i for i, one in enumerate(own) if one.name == parameter), None)
        given = argument(call.expression, Parameter(parameter, position))
        if given is not None:
            return without_none(self.inference.evaluate(given, frame)) or (NONE,)
        default = own[position].default if position is not None else None
        unpacks = any(one[0] == STARRED for one in call.expression[2])
        if default is None or unpacks or any(name is None for name, _ in call.expression[3]):
            return ()
        return self.inference.evaluate(default, self.inference.definition_frame(function, module))

    def _called(self, value: object, function: Function) -> FunctionValue | None:
        """The value as a call of `function`, its constructor included; None for another one."""
        target: FunctionValue | None = None
        match value:
            case FunctionValue():
                target = value
            case Decorated(original):
                target = original
            case ClassValue(cls):
                member = self.inference.find_member(cls, "__init__")
                if member is not None and member.rows[-1].kind == "def":
                    init = member.owner.node.functions[member.rows[-1].payload]
                    target = FunctionValue(init, member.owner.module, Instance(cls))
        return target if target is not None and target.function is function else None


def places_set(module: Module, name: str) -> Iterator[tuple[Function, Expression]]:
    """The attributes of that name which functions of a module set on other objects than their own."""
    for piece in module.summary.naming("replaced", name):
        for function in walk_functions(piece.code):
            yield from ((function, place) for place in _places_set(function, name))


def _places_set(function: Function, name: str) -> Iterator[Expression]:
    """The attributes of that name which a function sets, as it reads them afterwards."""
    for target, rows in function.body.bindings.items():
        first, *middle = target.split(".")
        if middle and middle[-1] == name:
            for row in rows:
                if row.kind in ("assign", "annotated") and row.payload != NONE_CONSTANT:
                    place: Expression = (NAME, first, row.offset)
                    for attribute in middle:
                        place = (ATTRIBUTE, place, attribute)
                    yield place


def _classes_in(code: Function) -> Iterable[Class]:
    """The classes of a top-level statement: itself if it is one, else those in its functions."""
    return code.body.classes or (
        node for function in walk_functions(code) for node in function.body.classes
    )


def _is_super_call(call: CallSite) -> bool:
    callee = call.expression[1]
    return bool(
        callee[0] == ATTRIBUTE and callee[1][0] == CALL and last_name(callee[1][1]) == "super"
    )


def _arguments(call: CallSite) -> Iterator[tuple[str, tuple[object, ...]]]:
    expression = call.expression
    assert expression[0] == CALL
    for value in expression[2]:
        yield "", value
    for name, value in expression[3]:
        yield name or "", value
