"""`asyncsense explain`: the page of a rule, or the reasons why something blocks."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from asyncsense.cli import catalogue
from asyncsense.cli.analysis import Analysis, Explanation, Options, project_root
from asyncsense.cli.catalogue import Rule
from asyncsense.cli.console import Style, UsageError, wants_colours
from asyncsense.cli.formats.result import relative_path

if TYPE_CHECKING:
    from asyncsense.cli.arguments import Subparsers


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "explain",
        help="a rule's page, or why something blocks",
        description="The page of a rule; or, for `pkg.mod:Class.method` or `file.py:12`, why it "
        "blocks or what it returns, as a tree.",
    )
    parser.set_defaults(run=run)
    parser.add_argument("subject", metavar="RULE|PLACE")
    parser.add_argument(
        "--python", metavar="PATH", help="interpreter or virtual environment; read, never run"
    )


def run(args: argparse.Namespace) -> int:
    style = Style(wants_colours(sys.stdout))
    if ":" in args.subject:
        return _explain_place(args.subject, args.python, style)
    _print_page(catalogue.find_rule(args.subject), style)
    return 0


def _print_page(rule: Rule, style: Style) -> None:
    head = f"# {rule.name}\n\n{rule.family}, {rule.severity.label}, since {rule.since}\n\n"
    text = head + catalogue.page(rule)
    if not style.colours:
        print(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(force_terminal=True).print(Markdown(text))


def _explain_place(place: str, python: str | None, style: Style) -> int:
    file, _, line = place.rpartition(":")
    path = os.path.abspath(file)
    is_file = line.isdecimal()
    if is_file and not os.path.isfile(path):
        raise UsageError(f"no such file: {file}")
    root = project_root([path if is_file else os.getcwd()])
    analysis = Analysis(root, Options({"python": os.path.abspath(python) if python else None}))
    found = analysis.explain(f"{path}:{line}" if is_file else place)
    for text in tree(found, style):
        print(text)
    return 0


def tree(node: Explanation, style: Style, lead: str = "", below: str = "") -> Iterator[str]:
    """The lines of a tree; `lead` stands before the node's own, `below` before its children's."""
    place = f"{relative_path(node.path, os.getcwd())}:{node.line}" if node.path else ""
    yield f"{style.frame(lead)}{node.text}  {style.dim(place)}".rstrip()
    for number, child in enumerate(node.children, start=1):
        is_last = number == len(node.children)
        yield from tree(
            child,
            style,
            below + ("└── " if is_last else "├── "),
            below + ("    " if is_last else "│   "),
        )
