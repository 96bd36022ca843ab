"""`asyncsense rules`: the rules, a table."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from asyncsense.cli import catalogue
from asyncsense.cli.console import Style, wants_colours

if TYPE_CHECKING:
    from asyncsense.cli.arguments import Subparsers

_COLUMNS = ("rule", "family", "severity", "default", "fix", "since")


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("rules", help="the rules, a table")
    parser.set_defaults(run=run)
    parser.add_argument("--output-format", choices=("full", "json"), default="full")


def run(args: argparse.Namespace) -> int:
    rows = [
        {
            "rule": rule.name,
            "family": rule.family,
            "severity": rule.severity.label,
            "default": rule.enabled,
            "fix": catalogue.has_fix(rule),
            "since": rule.since,
            "summary": catalogue.summary(rule),
        }
        for rule in catalogue.all_rules()
    ]
    if args.output_format == "json":
        print(json.dumps(rows, indent=2))
        return 0
    style = Style(wants_colours(sys.stdout))
    table = [[_cell(row[column]) for column in _COLUMNS] for row in rows]
    widths = [max(map(len, cells)) for cells in zip(_COLUMNS, *table, strict=True)]
    print(style.bold(_aligned(_COLUMNS, widths)))
    for cells in table:
        print(_aligned(cells, widths))
    return 0


def _cell(value: object) -> str:
    return {True: "yes", False: "-"}[value] if isinstance(value, bool) else str(value)


def _aligned(cells: tuple[str, ...] | list[str], widths: list[int]) -> str:
    return "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
