"""`python -m asyncsense` and the command `asyncsense`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from asyncsense import __version__
from asyncsense.cli.arguments import Parser
from asyncsense.cli.console import UsageError, say
from asyncsense.config import SettingsError

COMMANDS = ("check", "server", "rules", "explain", "config", "cache")

WRONG_USE = 2
INTERRUPTED = 130
NOBODY_READS = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a character of somebody's source is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:] if argv is None else argv
    try:
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except (UsageError, SettingsError) as error:
        say(str(error))
        return WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is still buffered must not fail again when the interpreter goes down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    except Exception as error:
        if {"-v", "--verbose"} & set(arguments):
            raise
        if isinstance(error, ModuleNotFoundError) and error.name:
            say(
                f"`{error.name}` is missing: install asyncsense again, with what it needs, "
                f"for {sys.executable}"
            )
            return WRONG_USE
        say(f"internal error: {type(error).__name__}: {error} (check -v shows more)")
        return WRONG_USE


def _run(arguments: Sequence[str]) -> int:
    # Only the command that is asked for is imported; all of them when there is none to be seen.
    asked = [name for name in COMMANDS if name in arguments[:1]]
    try:
        args = _parser(asked or COMMANDS).parse_args(arguments)
    except SystemExit:
        # --help and --version have said what they had to say.
        return 0
    status: int = args.run(args)
    return status


def _parser(commands: Sequence[str]) -> Parser:
    parser = Parser(
        prog="asyncsense",
        description="Finds asyncio code that never runs, blocks, or is cancelled unseen.",
    )
    parser.add_argument("--version", action="version", version=f"asyncsense {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in commands:
        import_module(f"asyncsense.cli.{command}").add_parser(subparsers)
    return parser


if __name__ == "__main__":
    sys.exit(main())
