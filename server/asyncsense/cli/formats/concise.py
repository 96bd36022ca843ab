"""One line a diagnostic, as compilers and `grep` write them."""

from __future__ import annotations

from collections.abc import Iterator

from asyncsense.cli.console import Style
from asyncsense.cli.formats.result import Result


def lines(result: Result, style: Style) -> Iterator[str]:
    for diagnostic in result.reported:
        place = result.range(diagnostic.path, diagnostic.span)
        level = diagnostic.severity.label
        rule = style.level(f"{level}[{diagnostic.rule}]", level)
        yield (
            f"{style.bold(f'{place.path}:{place.line}:{place.column}')}: {rule} "
            f"{diagnostic.message}"
        )
