"""`asyncsense cache`: where results are kept from run to run, how much there is, and away with it."""

from __future__ import annotations

import argparse
import os
import shutil
from typing import TYPE_CHECKING

from asyncsense.cli.console import UsageError
from asyncsense.project.cache_directory import TAG, default_directory, is_ours

if TYPE_CHECKING:
    from asyncsense.cli.arguments import Subparsers


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("cache", help="the cache: clean, info")
    parser.set_defaults(run=run)
    parser.add_argument("action", choices=("clean", "info"))
    parser.add_argument("--cache-dir", metavar="PATH", help="where the cache is")


def run(args: argparse.Namespace) -> int:
    directory = os.path.abspath(args.cache_dir or default_directory())
    files, size = _extent(directory)
    if args.action == "clean":
        if os.path.isdir(directory):
            if not is_ours(directory):
                raise UsageError(f"{directory}: not a cache of asyncsense; nothing removed")
            shutil.rmtree(directory)
        print(f"Removed {_described(files, size)} from {directory}")
    else:
        print(f"{directory}: {_described(files, size)}")
    return 0


def _extent(directory: str) -> tuple[int, int]:
    """How many files there are in the cache, and how many bytes."""
    count = size = 0
    for folder, _, names in os.walk(directory):
        for name in names:
            if name == TAG:
                continue
            count += 1
            size += os.path.getsize(os.path.join(folder, name))
    return count, size


def _described(files: int, size: int) -> str:
    return f"{files} file{'s' * (files != 1)}, {size / 1_000_000:.1f} MB"
