"""Measures language servers side by side, in one run and in turn.

    python benchmarks/lsp_latency.py --root DIR --file FILE --python VENV --rounds 2 \\
        --server asyncsense="python -m asyncsense server" --server ruff="ruff server" ...

Each round starts every server afresh: the file is opened, lines are typed one by one, then a hundred
keys, 20 a second. Milliseconds until there are diagnostics, medians over the rounds: `open` after the
file was opened, and in the first round (`first open`: without a cache, if there was none before);
`line` after a line was typed; `last key` after the last key; `outdated` are diagnostics of an older
text than the present one, while keys came. CPU is for one line; memory is that of all processes. Quote
the figures of one run: wall time depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from editor import Editor
from harness import command

Figures = dict[str, float]
KEYS = "first = second + third; " * 4
PAUSE = 0.05


def main() -> int:
    """Prints a row for each server."""
    arguments = _arguments()
    servers = dict(one.split("=", 1) for one in arguments.server)
    rounds: dict[str, list[Figures]] = {name: [] for name in servers}
    for number in range(arguments.rounds):
        names = list(servers)[number % len(servers) :] + list(servers)[: number % len(servers)]
        for name in names:
            figures = _measure(name, command(servers[name]), arguments)
            rounds[name].append(figures)
            print(json.dumps({"server": name, "round": number, **figures}), file=sys.stderr)
    _print(rounds)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--root", type=Path, required=True, help="folder to open")
    parser.add_argument("--file", type=Path, required=True, help="file in it to edit")
    parser.add_argument("--python", help="environment with what the project imports")
    parser.add_argument("--server", action="append", required=True, metavar="NAME=COMMAND")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--edits", type=int, default=30, help="lines to type in each round")
    arguments = parser.parse_args()
    arguments.root, arguments.file = arguments.root.resolve(), arguments.file.resolve()
    return arguments


def _measure(name: str, argv: list[str], arguments: argparse.Namespace) -> Figures:
    settings, options = _settings(name, arguments.python)
    editor = Editor(argv, arguments.root, settings, options)
    try:
        opened = editor.open(arguments.file)
        time.sleep(2)
        cpu = editor.cpu()
        lines = []
        for _ in range(arguments.edits):
            time.sleep(0.2)
            lines.append(editor.add_line())
        time.sleep(0.5)
        cpu = editor.cpu() - cpu
        typing = editor.type(KEYS, PAUSE)
        memory = editor.memory()
    finally:
        editor.close()
    return {
        "connect": 1000 * editor.connected,
        "open": 1000 * opened,
        "line": 1000 * statistics.median(lines),
        "line p95": 1000 * _percentile(lines, 95),
        "last key": 1000 * typing.last,
        "outdated": typing.outdated,
        "CPU": 1000 * cpu / len(lines),
        "RSS MB": memory.rss,
        "PSS MB": memory.pss,
    }


def _settings(name: str, python: str | None) -> tuple[Any, Any]:
    """What peers have to be told to look for the same things: settings, and initialization options."""
    interpreter = f"{python}/bin/python" if python else None
    if name == "ruff":
        lint = {"select": ["ASYNC", "RUF006"], "preview": True}
        return None, {"settings": {"configurationPreference": "editorOnly", "lint": lint}}
    if name == "ty":
        return {"ty": {"diagnosticMode": "openFilesOnly"}}, {"diagnosticMode": "openFilesOnly"}
    if name == "pyrefly":
        own = {"pythonPath": interpreter, "pyrefly": {"displayTypeErrors": "force-on"}}
        return {"python": own}, own
    if name == "pyright":
        analysis = {
            "diagnosticMode": "openFilesOnly",
            "typeCheckingMode": "off",
            "diagnosticSeverityOverrides": {"reportUnusedCoroutine": "error"},
        }
        return {"python": {"pythonPath": interpreter, "analysis": analysis}}, None
    if name.startswith("asyncsense"):
        return {"asyncsense": {"python": python}}, None
    return None, None


def _percentile(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, round(percent / 100 * (len(values) - 1)))]


def _print(rounds: dict[str, list[Figures]]) -> None:
    columns = list(next(iter(rounds.values()))[0])
    print(f"{'server':12s} {'first open':>10s} " + " ".join(f"{one:>9s}" for one in columns))
    for name, figures in rounds.items():
        cells = " ".join(f"{statistics.median(one[c] for one in figures):9.1f}" for c in columns)
        print(f"{name:12s} {figures[0]['open']:10.1f} {cells}")


if __name__ == "__main__":
    sys.exit(main())
