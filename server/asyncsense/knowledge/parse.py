"""Reads one file of `libraries/` into the values of `schema`, and says clearly what is wrong with it."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar, get_args

from .schema import (
    ANY,
    BlockingCall,
    CancelScope,
    Category,
    ClassTwin,
    Condition,
    Cost,
    Decorator,
    DecoratorEffect,
    EntryPoint,
    EntryPointForm,
    EntryPointKind,
    Handler,
    KnowledgeError,
    Library,
    LoopBound,
    LoopCallback,
    Offload,
    Parameter,
    PublicName,
    Return,
    Scheduler,
    SyncCallback,
    TaskFactory,
    ThreadFix,
    Twin,
    Wanted,
)

_Entry = TypeVar("_Entry")
_Public = TypeVar("_Public", BlockingCall, Decorator)


def parse_library(text: str, file: str) -> Library:
    """The facts of one TOML file; KnowledgeError names `file` and the key that is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{file}: {error}") from None
    if unknown := data.keys() - {"library", *_TABLES}:
        raise KnowledgeError(f"{file}: unknown table `{min(unknown)}`")
    head = Table(data.get("library", {}), f"{file}: [library]")
    name = head.text("name")
    imports = head.texts("import")
    source = head.text("source")
    distribution = head.optional_text("distribution")
    head.close()

    def rows(kind: str) -> list[Table]:
        return [
            Table(row, f"{file}: [[{kind}]] number {number}")
            for number, row in enumerate(data.get(kind, ()), 1)
        ]

    def entries(kind: str, read: Callable[[Table, str], list[_Entry]]) -> tuple[_Entry, ...]:
        found: list[_Entry] = []
        for row in rows(kind):
            found += read(row, name)
            row.close()
        return tuple(found)

    public = entries("public", _public_names)
    return Library(
        name=name,
        imports=imports,
        source=source,
        distribution=distribution,
        blocking=_with_public_names(entries("blocking", blocking_calls), public),
        offloads=entries("offloads", _offloads),
        loop_callbacks=entries("loop-callbacks", _loop_callbacks),
        sync_callbacks=entries("sync-callbacks", _sync_callbacks),
        consumes=entries("consumes", _names),
        schedules=entries("schedules", _schedules),
        tasks=entries("tasks", _tasks),
        cancel_scopes=entries("cancel-scopes", _cancel_scopes),
        loop_bound=entries("loop-bound", _loop_bound),
        entry_points=entries("entry-points", _entry_points),
        handlers=entries("handlers", _handlers),
        decorators=_with_public_names(entries("decorators", _decorators), public),
        returns=entries("returns", _returns),
        twins=entries("twins", _twins),
        nonblocking=entries("nonblocking", _names),
        uses_results=entries("uses-results", _names),
        uses_elements=entries("uses-elements", _names),
        iterates=entries("iterates", _names),
        passes_items=entries("passes-items", _names),
        enters=entries("enters", _names),
        closes=entries("closes", _names),
        public=public,
    )


class Table:
    """One TOML table being read: each reader takes a key, `close` complains of keys nobody took."""

    def __init__(self, data: object, place: str) -> None:
        if not isinstance(data, Mapping):
            raise KnowledgeError(f"{place} is not a table")
        self._data: dict[str, Any] = dict(data)
        self.place = place

    def error(self, key: str, reason: str) -> KnowledgeError:
        return KnowledgeError(f"{self.place}: `{key}` {reason}")

    def has(self, key: str) -> bool:
        return key in self._data

    def optional_text(self, key: str) -> str | None:
        value = self._data.pop(key, None)
        if value is not None and (not isinstance(value, str) or not value):
            raise self.error(key, "must be a non-empty string")
        return value

    def text(self, key: str) -> str:
        value = self.optional_text(key)
        if value is None:
            raise self.error(key, "is missing")
        return value

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        value = self._data.pop(key, None)
        if value is None and not required:
            return ()
        if not isinstance(value, list) or not value:
            raise self.error(
                key, "must be a non-empty list of strings" if value is not None else "is missing"
            )
        for item in value:
            if not isinstance(item, str) or not item:
                raise self.error(key, f"holds {item!r}, which is not a name")
        return tuple(value)

    def names(self) -> tuple[str, ...]:
        """`names` (a list, or one string of many), each under every prefix of `of` where there is one."""
        owners = self.texts("of", required=False)
        value = self._data.get("names")
        if isinstance(value, str):
            self._data["names"] = value.split()
        names = self.texts("names")
        return tuple(f"{o}.{n}" for o in owners for n in names) if owners else names

    def flag(self, key: str) -> bool:
        value = self._data.pop(key, False)
        if not isinstance(value, bool):
            raise self.error(key, "must be true or false")
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> Any:
        value = self._data.pop(key, default)
        if value is None:
            raise self.error(key, "is missing")
        if value not in choices:
            raise self.error(key, f"is {value!r}; expected one of {', '.join(choices)}")
        return value

    def close(self) -> None:
        if self._data:
            raise self.error(min(self._data), "is not a known key")


def parse_parameter(text: str) -> Parameter:
    """`func@0`, or `func` for one that is keyword only."""
    name, at, position = text.partition("@")
    if not name.isidentifier() or (at and not position.isdigit()):
        raise ValueError(f"is {text!r}; expected a parameter such as 'func@0'")
    return Parameter(name, int(position) if at else None)


@lru_cache(maxsize=64)
def parse_condition(text: str) -> Condition:
    """`blocking=False@0`: the parameter, the constant that makes the call return at once, the position.

    `timeout=MISSING@0` is the call that does not give `timeout`.
    """
    name, equals, rest = text.partition("=")
    value, at, position = rest.rpartition("@") if "@" in rest else (rest, "", "")
    if not (equals and value):
        raise ValueError(f"holds {text!r}; expected a condition such as 'blocking=False@0'")
    parameter = parse_parameter(f"{name}{at}{position}")
    if value == "MISSING":
        return Condition(parameter, missing=True)
    if "." in value and not value.replace(".", "").isdigit():
        return Condition(parameter, constant_name=value)
    return Condition(parameter, ast.literal_eval(value))


def parse_twin(text: str) -> Twin:
    """`asyncio:sleep`, `.aget`, `package.module:Class.method`, or users' plain `package.Class.method`."""
    if text.startswith("."):
        return Twin(None, text[1:])
    if ":" in text:
        module, _, name = text.partition(":")
        return Twin(module, name)
    parts = text.split(".")
    if len(parts) < 2:
        raise ValueError(f"is {text!r}; expected a dotted name")
    # Without a colon a class begins the name: `acme.client.AsyncClient.fetch`.
    split = next((i for i, part in enumerate(parts) if part[:1].isupper()), len(parts) - 1) or 1
    return Twin(".".join(parts[:split]), ".".join(parts[split:]))


def blocking_calls(row: Table, library: str, names: tuple[str, ...] = ()) -> list[BlockingCall]:
    """The calls that one `[[blocking]]` table speaks of; `names` where it does not list them itself."""
    template = row.optional_text("instead")
    category: Category = row.choice("category", get_args(Category))
    cost: Cost = row.choice("cost", get_args(Cost), default="wait")
    same_signature = row.flag("same-signature")
    thread_bound = row.optional_text("thread-bound")
    enter, iterate = row.flag("enter"), row.flag("iterate")
    constructed_with = _parameter(row, "constructed-with") if row.has("constructed-with") else None
    nonblocking_when, quick_when = (
        _conditions(row, "nonblocking-when"),
        _conditions(row, "quick-when"),
    )
    try:
        twin = parse_twin(template) if template else None
    except ValueError as error:
        raise row.error("instead", str(error)) from None
    # `{name}` in a twin stands for the method's own name: instead = ".a{name}".
    templated = twin is not None and "{name}" in twin.name
    calls = []
    for name in names or row.names():
        instead = twin
        if twin is not None and templated and not name.endswith(ANY):
            instead = Twin(twin.module, twin.name.replace("{name}", name[name.rfind(".") + 1 :]))
        calls.append(
            BlockingCall(
                name,
                category,
                cost,
                library,
                instead,
                same_signature,
                nonblocking_when,
                quick_when,
                constructed_with,
                thread_bound,
                enter,
                iterate,
            )
        )
    return calls


def _conditions(row: Table, key: str) -> tuple[Condition, ...]:
    try:
        return tuple(map(parse_condition, row.texts(key, required=False)))
    except (ValueError, SyntaxError) as error:
        raise row.error(key, str(error)) from None


def _parameter(row: Table, key: str = "parameter") -> Parameter:
    try:
        return parse_parameter(row.text(key))
    except ValueError as error:
        raise row.error(key, str(error)) from None


def _names(row: Table, library: str) -> list[str]:
    return list(row.names())


def _offloads(row: Table, library: str) -> list[Offload]:
    parameter, process = _parameter(row), row.flag("process")
    with_context, iterator = row.flag("with-context"), row.flag("iterator")
    return [Offload(name, parameter, process, with_context, iterator) for name in row.names()]


def _loop_callbacks(row: Table, library: str) -> list[LoopCallback]:
    parameter = _parameter(row)
    return [LoopCallback(name, parameter) for name in row.names()]


def _sync_callbacks(row: Table, library: str) -> list[SyncCallback]:
    parameter = _parameter(row)
    immediate, optional = row.flag("immediate"), row.flag("optional")
    return [SyncCallback(name, parameter, immediate, optional) for name in row.names()]


def _schedules(row: Table, library: str) -> list[Scheduler]:
    parameter, variadic = _parameter(row), row.flag("variadic")
    wants: Wanted = row.choice("wants", get_args(Wanted))
    return [Scheduler(name, parameter, wants, variadic) for name in row.names()]


def _tasks(row: Table, library: str) -> list[TaskFactory]:
    keeps = row.flag("keeps")
    return [TaskFactory(name, keeps) for name in row.names()]


def _cancel_scopes(row: Table, library: str) -> list[CancelScope]:
    return [CancelScope(name) for name in row.names()]


def _loop_bound(row: Table, library: str) -> list[LoopBound]:
    fix: ThreadFix = row.choice("fix", get_args(ThreadFix))
    return [LoopBound(name, fix) for name in row.names()]


def _entry_points(row: Table, library: str) -> list[EntryPoint]:
    kind: EntryPointKind = row.choice("kind", get_args(EntryPointKind))
    form: EntryPointForm = row.choice("form", get_args(EntryPointForm), default="decorator")
    parameter = _parameter(row) if form == "argument" else None
    return [EntryPoint(name, kind, form, parameter) for name in row.names()]


def _handlers(row: Table, library: str) -> list[Handler]:
    gives = {"": row.texts("gives")} if row.has("gives") else {}
    for event in row.texts("events", required=not gives):
        name, *classes = event.split()
        gives[name] = tuple(classes)
    parameter = _parameter(row) if row.has("parameter") else None
    return [Handler(name, gives, parameter) for name in row.names()]


def _decorators(row: Table, library: str) -> list[Decorator]:
    effect: DecoratorEffect = row.choice("effect", get_args(DecoratorEffect))
    return [Decorator(name, effect) for name in row.names()]


def _returns(row: Table, library: str) -> list[Return]:
    return [Return(row.text("name"), row.text("type"))]


def _twins(row: Table, library: str) -> list[ClassTwin]:
    return [ClassTwin(row.text("sync"), row.text("async"))]


def _public_names(row: Table, library: str) -> list[PublicName]:
    public = row.text("as")
    return [PublicName(name, public) for name in row.names()]


def _with_public_names(
    rows: tuple[_Public, ...], public_names: Iterable[PublicName]
) -> tuple[_Public, ...]:
    public = {row.name: row.public for row in public_names}
    if not public:
        return rows
    return tuple(row._replace(public=_public(row.name, public)) for row in rows)


def _public(name: str, public: Mapping[str, str]) -> str | None:
    """The name with its longest beginning that has a public name replaced by that."""
    beginning = name
    while beginning:
        if beginning in public:
            return public[beginning] + name[len(beginning) :]
        beginning = beginning.rpartition(".")[0]
    return None


_TABLES = (
    "blocking",
    "offloads",
    "loop-callbacks",
    "sync-callbacks",
    "consumes",
    "schedules",
    "tasks",
    "cancel-scopes",
    "loop-bound",
    "entry-points",
    "handlers",
    "decorators",
    "returns",
    "twins",
    "nonblocking",
    "uses-results",
    "uses-elements",
    "iterates",
    "passes-items",
    "enters",
    "closes",
    "public",
)
