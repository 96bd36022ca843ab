"""What a check answers with. Plain values, without text of edits and without protocol types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from asyncsense.text import Span

HOME_PAGE = "https://github.com/asyncsense/asyncsense"


def rule_page(rule: str) -> str:
    """Where the page of a rule is on the web."""
    return f"{HOME_PAGE}/blob/main/docs/rules/{rule}.md"


class Severity(IntEnum):
    """How bad; the greater, the worse."""

    HINT = 1
    INFORMATION = 2
    WARNING = 3
    ERROR = 4

    @property
    def label(self) -> str:
        """`error`, `warning`, `information` or `hint`."""
        return self.name.lower()


class Applicability(Enum):
    """What a fix promises."""

    SAFE = "safe"
    """Does what the author meant; part of fix-all."""
    UNSAFE = "unsafe"
    """Valid code, but order or concurrency may change; only on request."""
    DISABLED = "disabled"
    """Cannot be done here; `Fix.reason` says why. Shown greyed out."""


class Step:
    """One part of a fix, as data; `asyncsense.fixes` holds the kinds and turns them into edits."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """A way out: steps that are lowered to edits only when somebody wants them."""

    title: str
    applicability: Applicability
    steps: tuple[Step, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a diagnostic, such as one hop of a blocking chain."""

    path: str
    span: Span
    message: str
    function: str = ""
    """In a chain: qualified name of the function that the place is in."""
    target: str = ""
    """In a chain: qualified name of what is called there."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `path` is absolute; `span` is the call, or the header of a statement."""

    rule: str
    family: str
    path: str
    span: Span
    message: str
    severity: Severity
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    function: str = ""
    """Qualified name of the function around it, or of the module."""
    target: str = ""
    """Defining qualified name of what is called or blocks."""
    through: str = ""
    """Qualified name of the project's function that is called, where what blocks is behind it."""
    suppressed: bool = False

    def fixes_for_all(self, *, unsafe: bool) -> list[Fix]:
        """The fixes that may be made without anybody looking at each: the SAFE ones, and if `unsafe` the
        UNSAFE ones as well, which a hint is not worth."""
        made = {Applicability.SAFE}
        if unsafe and self.severity > Severity.HINT:
            made.add(Applicability.UNSAFE)
        return [fix for fix in self.fixes if fix.applicability in made]


@dataclass(frozen=True, slots=True)
class FileError:
    """A file that could not be analysed (or only in part), in one line for people."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that one check of one file says."""

    path: str
    diagnostics: tuple[Diagnostic, ...]
    """By place; suppressed ones are marked."""
    errors: tuple[FileError, ...] = ()
    lines: int = 0
    calls: int = 0
    calls_resolved: int = 0
