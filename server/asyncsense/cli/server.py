"""`asyncsense server`: the language server."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from asyncsense.cli.console import UsageError, say

if TYPE_CHECKING:
    from asyncsense.cli.arguments import Subparsers


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("server", help="the language server (on stdio)")
    parser.set_defaults(run=run)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--stdio", action="store_true", help=argparse.SUPPRESS)
    ways.add_argument("--tcp", type=_address, metavar="HOST:PORT", help="listen on a TCP port")
    ways.add_argument("--ws", type=_address, metavar="HOST:PORT", help="listen for WebSockets")
    ways.add_argument("--pipe", metavar="PATH", help="connect to the editor's pipe")
    parser.add_argument(
        "--log-file", metavar="PATH", help="append the log to a file, not to stderr"
    )
    parser.add_argument("--verbose", action="store_true", help="log more than what went wrong")


def run(args: argparse.Namespace) -> int:
    from asyncsense.lsp.server import serve

    if not (args.tcp or args.ws or args.pipe) and sys.stdin.isatty():
        say("this is for an editor, which speaks with it on stdin and stdout; Ctrl+C ends it")
    if args.log_file is not None or args.verbose:
        _start_log(args.log_file, args.verbose)
    return serve(tcp=args.tcp, ws=args.ws, pipe=args.pipe)


def _start_log(path: str | None, verbose: bool) -> None:
    from asyncsense.lsp.server import log_to

    try:
        log_to(path, verbose)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None


def _address(text: str) -> tuple[str, int]:
    host, separator, port = text.rpartition(":")
    if not separator or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"expected HOST:PORT, got {text!r}")
    return host.strip("[]") or "127.0.0.1", int(port)
