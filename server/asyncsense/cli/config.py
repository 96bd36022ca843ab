"""`asyncsense config`: the settings in force for a path, and where each comes from."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

from asyncsense.cli import catalogue
from asyncsense.cli.console import Style, UsageError, wants_colours
from asyncsense.cli.formats.result import relative_path
from asyncsense.config import SettingsFinder, schema, to_toml, validate_names

if TYPE_CHECKING:
    from asyncsense.cli.arguments import Subparsers


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "config", help="the settings in force for a path, and where each comes from"
    )
    parser.set_defaults(run=run)
    parser.add_argument("path", nargs="?", default=".", metavar="PATH")
    parser.add_argument("--output-format", choices=("full", "json"), default="full")
    parser.add_argument(
        "--schema", action="store_true", help="the JSON schema of the settings instead"
    )


def run(args: argparse.Namespace) -> int:
    if args.schema:
        print(json.dumps(schema(catalogue.known_names()), indent=2))
        return 0
    path = os.path.abspath(args.path)
    if not os.path.exists(path):
        raise UsageError(f"no such file or directory: {args.path}")
    finder = SettingsFinder()
    settings = finder.in_directory(path) if os.path.isdir(path) else finder.find(path)
    validate_names(settings, catalogue.known_names)
    values = settings.plain()
    if args.output_format == "json":
        found = {
            key: {"value": value, "origin": settings.origin_of(key)}
            for key, value in values.items()
        }
        print(json.dumps({"file": settings.source or None, "settings": found}, indent=2))
        return 0
    style = Style(wants_colours(sys.stdout))
    for key, value in values.items():
        origin = settings.origin_of(key)
        shown = relative_path(origin, os.getcwd()) if os.path.isabs(origin) else origin
        print(f"{style.bold(key)} = {to_toml(value)}  {style.dim(f'# {shown}')}")
    return 0
