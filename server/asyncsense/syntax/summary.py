"""What one file says, as values without syntax nodes: comparable, and small on disk.

A `Summary` is a row of `PieceSummary`, one for each top-level statement. All offsets count from the
start of the piece, so that a piece that merely moved keeps its summary. In a summary that is kept,
function bodies stay marshalled until somebody asks for them.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from asyncsense.syntax.expressions import Expression, decorator_name, last_name
from asyncsense.syntax.sites import (
    AttributeSite,
    AwaitSite,
    Binding,
    Block,
    CallSite,
    HandlerSite,
    IterationSite,
    LoopSite,
    NameUse,
    OperationSite,
    Parameter,
    Raw,
    WithSite,
)

RawBody = Raw | bytes
"""What `Body` reads, marshalled or not."""

_Site = TypeVar("_Site", bound=tuple[Any, ...])


def _maker(site: type[_Site]) -> Callable[[Raw], _Site]:
    """What makes a site of a row: `_make` without the check of its length, which takes most of the time."""
    return partial(tuple.__new__, site)


_attribute_site = _maker(AttributeSite)
_await_site = _maker(AwaitSite)
_binding = _maker(Binding)
_call_site = _maker(CallSite)
_handler_site = _maker(HandlerSite)
_iteration_site = _maker(IterationSite)
_loop_site = _maker(LoopSite)
_name_use = _maker(NameUse)
_operation_site = _maker(OperationSite)
_parameter = _maker(Parameter)
_with_site = _maker(WithSite)

# Where a raw body has the functions and classes in it.
_FUNCTIONS, _CLASSES = 12, 13


class Body:
    """What happens in one function, or in the module-level code of one piece."""

    __slots__ = (
        "attributes",
        "awaits",
        "bindings",
        "calls",
        "choices",
        "classes",
        "exclusions",
        "exits",
        "functions",
        "handlers",
        "iterations",
        "loops",
        "operations",
        "outside",
        "returns",
        "switches",
        "uses",
        "withs",
        "yield_places",
        "yields",
    )

    bindings: dict[str, tuple[Binding, ...]]
    returns: tuple[tuple[Expression, int, int, Block], ...]
    exits: tuple[int, ...]
    """Where each `return` ends."""
    choices: tuple[tuple[int, int], ...]
    """The stretches that run only if something that the function was given, or that is kept, says so."""
    switches: tuple[Raw, ...]
    """Rows as `syntax.switches` reads them."""
    exclusions: dict[str, tuple[tuple[int, int, Expression], ...]]
    """Stretches in which a name holds no object of a class (or of the classes in a tuple)."""
    yields: tuple[Expression, ...]
    yield_places: tuple[int, ...]
    uses: dict[str, tuple[NameUse, ...]]
    outside: tuple[str, ...]
    """Names declared `global` or `nonlocal`."""

    def __init__(self, raw: Raw, owner: Function) -> None:
        self.bindings = {name: tuple(map(_binding, bindings)) for name, bindings in raw[0].items()}
        self.returns = raw[1]
        self.yields = raw[2]
        self.calls = tuple(map(_call_site, raw[3]))
        self.attributes = tuple(map(_attribute_site, raw[4]))
        self.uses = {name: tuple(map(_name_use, uses)) for name, uses in raw[5].items()}
        self.awaits = tuple(map(_await_site, raw[6]))
        self.withs = tuple(map(_with_site, raw[7]))
        self.iterations = tuple(map(_iteration_site, raw[8]))
        self.loops = tuple(map(_loop_site, raw[9]))
        self.handlers = tuple(map(_handler_site, raw[10]))
        self.outside = raw[11]
        self.operations = tuple(map(_operation_site, raw[14]))
        self.exits = raw[15]
        self.yield_places = raw[16]
        self.choices = raw[17]
        self.switches = raw[18]
        self.exclusions = raw[19]
        self.functions = tuple(
            Function(inner, owner.piece, owner, None) for inner in raw[_FUNCTIONS]
        )
        self.classes = tuple(Class(inner, owner.piece, owner, None) for inner in raw[_CLASSES])

    def is_by_choice(self, place: int) -> bool:
        """Whether code runs only if something that the function was given, or that is kept, says so."""
        return any(start <= place < end for start, end in self.choices)

    def always_reaches(self, site: CallSite | WithSite) -> bool:
        """Whether every run that raises nothing comes to a site: no branch leads around it, and no
        `return` stands before it."""
        return not site.block and all(place > site.start for place in self.exits)


class Function:
    """A function, a lambda, or the module-level code of a piece (`kind` "module").

    `start` is where `async`, `def` or `lambda` stands, `name_start` where the name does.
    """

    __slots__ = (
        "__weakref__",
        "_raw_body",
        "body",
        "decorator_names",
        "decorators",
        "end",
        "header_end",
        "is_async",
        "is_generator",
        "kind",
        "name",
        "name_start",
        "owner",
        "parameters",
        "parent",
        "piece",
        "qualname",
        "returns",
        "start",
    )

    def __init__(
        self, raw: Raw, piece: PieceSummary, parent: Function | None, owner: Class | None
    ) -> None:
        self.piece = piece
        self.parent = parent
        """The function around it (at the top: the module-level code); None for that itself."""
        self.owner = owner
        """The class in whose body it stands."""
        (
            self.name,
            self.kind,
            self.is_async,
            self.is_generator,
            self.start,
            self.name_start,
            self.header_end,
            self.end,
            self.decorators,
            parameters,
            self.returns,
            self._raw_body,
        ) = raw
        self.parameters: tuple[Parameter, ...]
        if parameters is None:
            del self.is_generator, self.returns
        else:
            self.parameters = tuple(map(_parameter, parameters))

    body: Body
    qualname: str
    """Dotted name inside the module; empty for module-level code."""
    decorator_names: frozenset[str]
    """The last names of its decorators."""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """What is read or worked out when somebody asks for it: then it is an attribute like others."""
            find = _FOUND_LATER.get(name)
            if find is None:
                raise AttributeError(name)
            find(self)
            return getattr(self, name)

    def _find_header(self) -> None:
        header = self.piece.header(self)
        self.is_generator, self.returns = header[3], header[10]
        self.parameters = tuple(map(_parameter, header[9]))

    def _find_body(self) -> None:
        if self._raw_body is None:
            self._raw_body, self.end = self.piece.left_out(self)
        self.body = Body(_unmarshalled(self._raw_body), self)

    def _find_decorator_names(self) -> None:
        self.decorator_names = frozenset(decorator_name(row[0]) for row in self.decorators)

    def __repr__(self) -> str:
        return f"Function({self.qualname!r})"

    def _find_qualname(self) -> None:
        around = self.owner or self.parent
        within = around.qualname if around is not None else ""
        self.qualname = f"{within}.{self.name}" if within else self.name

    @property
    def is_left_out(self) -> bool:
        """Whether its body was not read yet, as the piece is an outline."""
        return self._raw_body is None

    def lexical_class(self) -> Class | None:
        """The class that `super()` and `__class__` mean here."""
        function: Function | None = self
        while function is not None:
            if function.owner is not None:
                return function.owner
            function = function.parent
        return None


_FOUND_LATER = {
    "body": Function._find_body,
    "qualname": Function._find_qualname,
    "decorator_names": Function._find_decorator_names,
    # What an outline leaves out.
    "is_generator": Function._find_header,
    "parameters": Function._find_header,
    "returns": Function._find_header,
}


class Class:
    """A class: its header, the names in its body, and what its methods set on `self`."""

    __slots__ = (
        "__weakref__", "attributes", "bases", "bindings", "body_code", "classes", "decorators",
        "end", "functions", "header_end", "keywords", "name", "name_start", "outer", "parent",
        "piece", "start", "type_parameters",
    )  # fmt: skip

    def __init__(
        self, raw: Raw, piece: PieceSummary, parent: Function, outer: Class | None
    ) -> None:
        self.piece = piece
        self.parent = parent
        self.outer = outer
        (
            self.name,
            self.start,
            self.name_start,
            self.header_end,
            self.end,
            self.decorators,
            self.bases,
            self.keywords,
            self.type_parameters,
            bindings,
            functions,
            classes,
            self.attributes,
            body_code,
        ) = raw
        self.bindings: dict[str, tuple[Binding, ...]] = {
            name: tuple(map(_binding, rows)) for name, rows in bindings.items()
        }
        self.functions = tuple(Function(inner, piece, parent, self) for inner in functions)
        self.classes = tuple(Class(inner, piece, parent, self) for inner in classes)
        self.body_code = Function(body_code, piece, parent, self)
        """The code of the class body itself, as a function of kind "class body"."""

    def set_on_self(self, name: str) -> tuple[Raw, ...]:
        """What methods set `self.name` to: (index of the method, *binding)."""
        return self.piece.set_on_self(self, name)

    @property
    def names_on_self(self) -> Iterable[str]:
        """The names that methods set on `self`."""
        return self.piece.names_on_self(self)

    def __repr__(self) -> str:
        return f"Class({self.qualname!r})"

    @property
    def qualname(self) -> str:
        """Dotted name inside the module."""
        if self.outer is not None:
            return f"{self.outer.qualname}.{self.name}"
        if self.parent.kind != "module":
            return f"{self.parent.qualname}.{self.name}"
        return str(self.name)


class PieceSummary:
    """What one top-level statement says.

    `names` are the names in it by their part: "called", "awaited" (called and awaited), "async" and
    "sync" (defined so), "named" (`@decorator(name="x")`), "properties", "working" (properties and special
    methods that do more than to look at values), "bases" (of classes), "replaced" (attributes that are set on
    other objects than `self`), "filled" (containers that something is put into). They tell
    which files may concern a question.
    """

    __slots__ = ("_calls", "_code", "_raw", "binds", "index")

    def __init__(self, raw: Raw | None, binds: tuple[str, ...]) -> None:
        self.index = 0
        self.binds = binds
        """The module-level names that it may bind."""
        self._raw = raw
        self._code: Function | None = None
        self._calls: dict[str, list[tuple[Function, CallSite]]] | None = None

    @property
    def raw(self) -> Raw:
        assert self._raw is not None
        return self._raw

    @property
    def is_read(self) -> bool:
        """Whether more is known than which names it binds."""
        return True

    @property
    def read_later(self) -> Sequence[Mapping[int, Any]]:
        """What was left out and read later, by where the function starts."""
        return ()

    @property
    def code(self) -> Function:
        if self._code is None:
            self._code = Function(self.raw[0], self, None, None)
        return self._code

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        names: Mapping[str, tuple[str, ...]] = self.raw[1]
        return names

    def forget_code(self) -> None:
        """Give the memory of what was decoded back; only where nobody refers to functions of it."""
        self._code = None
        self._calls = None
        self.pack()

    def pack(self) -> None:
        """Marshal the bodies of functions: they take little memory, and some time when they are asked for."""
        if self._raw is not None:
            code, names = self._raw
            self._raw = _marshalled(code), names

    def calls_of(self, names: Set[str]) -> list[tuple[Function, CallSite]]:
        """The calls in it of something with one of these last names, each with its function."""
        if self._calls is None:
            self._calls = {}
            for function in walk_functions(self.code):
                for call in function.body.calls:
                    rows = self._calls.setdefault(last_name(call.expression[1]), [])
                    rows.append((function, call))
        found = [row for name in names for row in self._calls.get(name, ())]
        return sorted(found, key=lambda row: (row[1].start, row[1].end))

    def set_on_self(self, cls: Class, name: str) -> tuple[Raw, ...]:
        """What methods of one of its classes set on their object."""
        rows: tuple[Raw, ...] = cls.attributes.get(name, ())
        return rows

    def names_on_self(self, cls: Class) -> Iterable[str]:
        """The names that methods of one of its classes set on their object."""
        return tuple(cls.attributes)

    def header(self, function: Function) -> Raw:
        """A raw function that says what its header does, which was left out when the piece was read."""
        raise NotImplementedError

    def left_out(self, function: Function) -> tuple[RawBody, int]:
        """The raw body of a function that was left out when the piece was read, and where it ends."""
        raise NotImplementedError


class Summary:
    """What one file says. Equal summaries mean the same to every other file."""

    __slots__ = ("_binders", "_naming", "left_out", "pieces", "starts")

    def __init__(
        self,
        pieces: tuple[PieceSummary, ...],
        starts: tuple[int, ...],
        left_out: tuple[int, ...] = (),
    ) -> None:
        self.pieces = pieces
        self.starts = starts
        self.left_out = left_out
        """Which pieces are nested too deeply to be read; they say nothing."""
        self._binders: dict[str, list[PieceSummary]] | None = None
        self._naming: dict[str, dict[str, list[PieceSummary]]] = {}
        for index, piece in enumerate(pieces):
            piece.index = index

    @property
    def binders(self) -> Mapping[str, Sequence[PieceSummary]]:
        """For each name of the module the pieces that may bind it."""
        if self._binders is None:
            self._binders = {}
            for piece in self.pieces:
                for name in piece.binds:
                    self._binders.setdefault(name, []).append(piece)
        return self._binders

    def naming(self, part: str, name: str) -> Sequence[PieceSummary]:
        """The pieces that have a name in that part of their names."""
        rows = self._naming.get(part)
        if rows is None:
            rows = self._naming[part] = {}
            for piece in self.pieces:
                for one in piece.names.get(part, ()):
                    rows.setdefault(one, []).append(piece)
        return rows.get(name, ())

    def calls_of(self, names: Set[str]) -> Iterator[tuple[Function, CallSite]]:
        """The calls of something with one of these last names, each with its function."""
        pieces = {piece.index: piece for name in names for piece in self.naming("called", name)}
        for index in sorted(pieces):
            yield from pieces[index].calls_of(names)

    def forget_code(self) -> None:
        """Give the memory of what was decoded back; only where nobody refers to functions of it."""
        for piece in self.pieces:
            piece.forget_code()

    def pack(self) -> None:
        """Marshal the bodies of functions: they take little memory, and some time when they are asked for."""
        for piece in self.pieces:
            piece.pack()

    def to_bytes(self) -> bytes:
        self.pack()
        rows = tuple((piece.raw, piece.binds) for piece in self.pieces)
        return marshal.dumps((rows, self.starts))

    @classmethod
    def from_bytes(cls, data: bytes) -> Summary:
        """Raises ValueError, EOFError or TypeError for data that is no summary."""
        rows, starts = marshal.loads(data)
        return cls(tuple(PieceSummary(raw, binds) for raw, binds in rows), starts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Summary) or len(self.pieces) != len(other.pieces):
            return False
        raws = ((one.raw, two.raw) for one, two in zip(self.pieces, other.pieces, strict=True))
        return all(
            one is two or (one[1] == two[1] and _says_the_same(one[0], two[0])) for one, two in raws
        )

    __hash__ = None  # type: ignore[assignment]

    def functions(self) -> Iterator[Function]:
        """Every piece of code of the file: module level, class bodies, functions, lambdas."""
        for piece in self.pieces:
            yield from walk_functions(piece.code)


def walk_functions(function: Function) -> Iterator[Function]:
    """`function` and all functions in it, outer ones first."""
    yield function
    body = function.body
    for inner in body.functions:
        yield from walk_functions(inner)
    for cls in body.classes:
        yield from _walk_class(cls)


def _walk_class(cls: Class) -> Iterator[Function]:
    yield from walk_functions(cls.body_code)
    for method in cls.functions:
        yield from walk_functions(method)
    for inner in cls.classes:
        yield from _walk_class(inner)


# ---------------------------------------------------------------------- raw values


def _marshalled(function: Raw) -> Raw:
    """A raw function whose body, and those of all functions in it, are marshalled."""
    *header, body = function
    return (*header, body if body is None else marshalled_body(body))


def marshalled_body(body: RawBody) -> bytes:
    """A raw body as bytes, in which those of all functions in it are bytes, too."""
    return body if isinstance(body, bytes) else marshal.dumps(_with_scopes(body, _marshalled))


def _unmarshalled(body: RawBody) -> Raw:
    if isinstance(body, tuple):
        return body
    raw: Raw = marshal.loads(body)
    return raw


def _with_scopes(body: Raw, change: Callable[[Raw], Raw]) -> Raw:
    """A raw body in which all functions that stand directly in it or its classes are changed."""
    functions = tuple(map(change, body[_FUNCTIONS]))
    classes = tuple(_class_with_scopes(one, change) for one in body[_CLASSES])
    return (*body[:_FUNCTIONS], functions, classes, *body[_CLASSES + 1 :])


def _class_with_scopes(cls: Raw, change: Callable[[Raw], Raw]) -> Raw:
    *header, functions, classes, attributes, code = cls
    inner = tuple(_class_with_scopes(one, change) for one in classes)
    return (*header, tuple(map(change, functions)), inner, attributes, change(code))


def _plain(function: Raw) -> Raw:
    """A raw function in which nothing is marshalled."""
    *header, body = function
    return (*header, body if body is None else _with_scopes(_unmarshalled(body), _plain))


def _says_the_same(one: Raw, other: Raw) -> bool:
    """Whether two raw functions are equal, marshalled or not."""
    return one == other or _plain(one) == _plain(other)
