"""The settings themselves, and what they answer."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from asyncsense.config import kinds
from asyncsense.config.kinds import (
    ALL,
    DEFAULT,
    Glob,
    Kind,
    Version,
    WrongValueError,
    did_you_mean,
    expected,
    join_tuples,
)
from asyncsense.config.tables import (
    parse_table,
    plain_table,
    setting,
    settings_of,
    table_schema,
)
from asyncsense.diagnostics import Severity

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class SettingsError(Exception):
    """Wrong settings, said in one line that names the file (or the command line) and the key."""

    def __init__(self, where: str, key: str, message: str) -> None:
        super().__init__(": ".join(part for part in (where, key, message) if part))
        self.where = where
        self.key = key
        self.message = message


class RuleLike(Protocol):
    """What the settings want to know of a rule."""

    @property
    def name(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def enabled(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class BlockingCall:
    """One `[[tool.asyncsense.blocking]]`: a callable that blocks its thread."""

    name: str = field(
        metadata=setting(
            kinds.TEXT,
            "Qualified name of the function, method or class where it is defined.",
        )
    )
    category: str = field(
        metadata=setting(
            kinds.CATEGORY,
            "What it blocks with; `http` is reported by `blocking-http`.",
        )
    )
    instead: str | None = field(
        default=None,
        metadata=setting(
            kinds.TEXT, "Qualified name of the awaitable callable with the same parameters, if any."
        ),
    )
    cost: str | None = field(
        default=None,
        metadata=setting(
            kinds.COST,
            "What it costs: `bulk` is reported as information, `syscall` as a hint.",
            "`wait`",
        ),
    )
    nonblocking_when: tuple[str, ...] | None = field(
        default=None,
        metadata=setting(
            kinds.CONDITIONS,
            "Arguments with which it returns at once: `block=False@0` by name and position, "
            "`timeout=0` by name only, `timeout=MISSING@1` where it is not given.",
        ),
    )


@dataclass(frozen=True, slots=True)
class Treat:
    """`[tool.asyncsense.treat]`: what is known better about some callables."""

    non_blocking: tuple[str, ...] = field(
        default=(),
        metadata=setting(
            kinds.CALLABLES, "Callables that do not block, whatever is called in them."
        ),
    )
    offloads: tuple[str, ...] = field(
        default=(),
        metadata=setting(
            kinds.CALLABLES,
            "Callables that run the function they are given in another thread or process.",
        ),
    )
    consumes_coroutine: tuple[str, ...] = field(
        default=(),
        metadata=setting(
            kinds.CALLABLES, "Callables that await, schedule or keep the coroutine they are given."
        ),
    )


def _join_treats(old: Treat, new: Treat) -> Treat:
    return Treat(
        non_blocking=old.non_blocking + new.non_blocking,
        offloads=old.offloads + new.offloads,
        consumes_coroutine=old.consumes_coroutine + new.consumes_coroutine,
    )


def _blocking_calls(value: object, base: str) -> tuple[BlockingCall, ...]:
    if not isinstance(value, list | tuple):
        raise expected("a list of tables", value)
    found = []
    for number, table in enumerate(value, start=1):
        try:
            found.append(BlockingCall(**parse_table(BlockingCall, table, base)))
        except WrongValueError as wrong:
            raise wrong.within(str(number)) from None
    return tuple(found)


_BLOCKING = Kind(
    "list of tables: name, category, instead, cost, nonblocking-when",
    {"type": "array", "items": table_schema(BlockingCall)},
    _blocking_calls,
    plain=lambda calls: [plain_table(call) for call in calls],
    join=join_tuples,
)
_TREAT = Kind(
    "table: " + ", ".join(settings_of(Treat)),
    table_schema(Treat),
    lambda value, base: Treat(**parse_table(Treat, value, base)),
    plain=plain_table,
    join=_join_treats,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force for a file; a value. Its fields are the table of settings."""

    python: str | None = field(
        default=None,
        metadata=setting(
            kinds.PATH,
            "Interpreter or virtual environment whose packages the code imports. It is read, never run.",
            "the project's `.venv` or `venv`, `VIRTUAL_ENV`, `CONDA_PREFIX`, the running interpreter",
        ),
    )
    target_version: Version = field(
        default=(3, 11),
        metadata=setting(
            kinds.VERSION,
            "The oldest Python that the code runs on; fixes use nothing newer.",
            "the lower bound of `project.requires-python`, else 3.11",
        ),
    )
    select: tuple[str, ...] = field(
        default=(DEFAULT,),
        metadata=setting(
            kinds.NAMES,
            "Rules and families to report: names, `default` (the rules that are on by default), "
            "`all` (every rule).",
        ),
    )
    extend_select: tuple[str, ...] = field(
        default=(),
        metadata=setting(
            kinds.MORE_NAMES, "Rules and families to report besides those in `select`."
        ),
    )
    ignore: tuple[str, ...] = field(
        default=(),
        metadata=setting(
            kinds.MORE_NAMES,
            "Rules and families not to report. The more exact name wins: a rule in `select` is reported "
            "though its family is in `ignore`.",
        ),
    )
    severity: tuple[tuple[str, Severity], ...] = field(
        default=(),
        metadata=setting(
            kinds.SEVERITIES_TABLE,
            "How bad the findings of a rule or of a family are: error, warning, information or hint.",
        ),
    )
    per_file_ignores: tuple[tuple[Glob, tuple[str, ...]], ...] = field(
        default=(),
        metadata=setting(
            kinds.IGNORES, "Rules and families not to report in files that match a pattern."
        ),
    )
    exclude: tuple[Glob, ...] = field(
        default=(),
        metadata=setting(
            kinds.GLOBS,
            "Files and directories to leave out: patterns as in `.gitignore`, relative to this file.",
        ),
    )
    gitignore: bool = field(
        default=True, metadata=setting(kinds.FLAG, "Leave out what `.gitignore` files name.")
    )
    blocking: tuple[BlockingCall, ...] = field(
        default=(),
        metadata=setting(
            _BLOCKING, "More callables that block, each with its category and what to use instead."
        ),
    )
    treat: Treat = field(
        default=Treat(), metadata=setting(_TREAT, "What is known better about some callables.")
    )

    source: str = field(default="", compare=False)
    """The settings file, if there is one."""
    origin: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)
    """Where each setting that is not a default comes from, by key; see `origin_of`."""

    def origin_of(self, key: str) -> str:
        """Where the value of a setting comes from: a file, the command line, `default`…"""
        return dict(self.origin).get(key, "default")

    def plain(self) -> dict[str, object]:
        """The settings as a settings file would say them."""
        return plain_table(self)

    def merged(
        self, overrides: Mapping[str, object], base: str = "", where: str = "command line"
    ) -> Settings:
        """These settings with `overrides` (keys and values as in a settings file) over them.

        Lists and tables that add something (`ignore`, `exclude`, `severity`, `treat`, …) are joined; a
        `select` makes a new start, so that it is not undone by what the file ignores. None means: not
        set. Paths and patterns are relative to `base`. Raises SettingsError.
        """
        values = {key: value for key, value in overrides.items() if value is not None}
        if not values:
            return self
        new = parsed(values, base or os.getcwd(), where)
        old = self
        origin = dict(self.origin)
        if "select" in new:
            old = dataclasses.replace(old, extend_select=(), ignore=())
            origin.pop("extend-select", None)
            origin.pop("ignore", None)
        for key, item in settings_of(Settings).items():
            if item.name not in new:
                continue
            before = getattr(old, item.name)
            join = item.metadata["kind"].join
            if join and before != item.default:
                new[item.name] = join(before, new[item.name])
                origin[key] = f"{origin[key]} and {where}"
            else:
                origin[key] = where
        return dataclasses.replace(old, **new, origin=tuple(origin.items()))

    def chooses(self, rule: RuleLike) -> bool:
        """Whether `rule` is to be reported, in files that do not ignore it."""
        chosen = max(_exactness(name, rule) for name in ("", *self.select, *self.extend_select))
        refused = max(_exactness(name, rule) for name in ("", *self.ignore))
        return chosen > refused

    def ignores(self, rule: RuleLike, path: str) -> bool:
        """Whether `per_file_ignores` means `rule` in the file at `path`."""
        return any(
            _exactness(name, rule) and matches((glob,), path)
            for glob, names in self.per_file_ignores
            for name in names
        )

    def severity_of(self, rule: RuleLike) -> Severity:
        """How bad the findings of `rule` are."""
        levels = dict(self.severity)
        return levels.get(rule.name, levels.get(rule.family, levels.get(ALL, rule.severity)))

    def excludes(self, path: str, *, is_directory: bool = False) -> bool:
        """Whether `exclude` leaves out the file or directory at `path`."""
        return matches(self.exclude, path, is_directory=is_directory)


def _exactness(name: str, rule: RuleLike) -> int:
    """How exactly `name` means `rule`; 0: it does not."""
    if name == rule.name:
        return 3
    if name == rule.family:
        return 2
    return int(name == ALL or (name == DEFAULT and rule.enabled))


def matches(globs: tuple[Glob, ...], path: str, *, is_directory: bool = False) -> bool:
    """Whether the patterns mean the file or directory at `path` (absolute), as `.gitignore` would."""
    for base in dict.fromkeys(glob.base for glob in globs):
        try:
            relative = os.path.relpath(path, base).replace(os.sep, "/")
        except ValueError:
            continue  # on another drive
        if relative == ".." or relative.startswith("../") or os.path.isabs(relative):
            continue
        spec = _spec(tuple(glob.pattern for glob in globs if glob.base == base))
        if spec.match_file(relative + "/" * is_directory):
            return True
    return False


@lru_cache(maxsize=256)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def parsed(table: object, base: str, where: str) -> dict[str, Any]:
    """The fields of Settings that `table` sets; raises SettingsError."""
    try:
        return parse_table(Settings, table, base)
    except WrongValueError as wrong:
        raise SettingsError(where, wrong.key, str(wrong)) from None


def named(settings: Settings) -> Iterator[tuple[str, str]]:
    """(key, name) of every rule and family that the settings name."""
    for key in ("select", "extend-select", "ignore"):
        yield from ((key, name) for name in getattr(settings, key.replace("-", "_")))
    yield from (("severity", name) for name, _ in settings.severity)
    for glob, names in settings.per_file_ignores:
        yield from ((f"per-file-ignores.{glob.pattern}", name) for name in names)


def validate_names(settings: Settings, known_names: Callable[[], Iterable[str]]) -> None:
    """Raises SettingsError where the settings name a rule or family that does not exist.

    `known_names`, which may have to import all rules, is asked only if they name any.
    """
    used = [row for row in named(settings) if row[1] not in (ALL, DEFAULT)]
    known = {*known_names(), ALL, DEFAULT} if used else set()
    for key, name in used:
        if name not in known:
            where = settings.origin_of(key.partition(".")[0])
            message = f"no rule or family is called `{name}`{did_you_mean(name, sorted(known))}"
            raise SettingsError(where, key, message)
