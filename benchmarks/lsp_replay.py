"""Types in a file of a project for as long as you like, and watches the memory of the server.

    python benchmarks/lsp_replay.py --root DIR --file FILE --python VENV --minutes 60

Lines are typed and taken away again, with a pause now and then. Prints memory and latency twenty
times; exit status 1 where the last fifth of the run used more memory than `--limit`, or `--growth`
times that of the second fifth.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from pathlib import Path

from editor import Editor
from harness import command

_LINES = 20


def main() -> int:
    """1 if memory grew."""
    arguments = _arguments()
    choose = random.Random(arguments.seed)
    settings = {"asyncsense": {"python": arguments.python}}
    editor = Editor(command(arguments.server), arguments.root, settings, None)
    samples: list[float] = []
    edits = 0
    started = reported = time.monotonic()
    waits = [editor.open(arguments.file)]
    try:
        while (now := time.monotonic()) < started + 60 * arguments.minutes:
            for way in (editor.add_line, editor.remove_line):
                for _ in range(_LINES):
                    time.sleep(choose.choice((0.0, 0.05, 0.05, 0.2)))
                    waits.append(way())
                    edits += 1
                samples.append(editor.memory().pss)
            if choose.random() < 0.1:
                time.sleep(2)
            if now - reported > 60 * arguments.minutes / 20:
                reported = now
                wait = 1000 * statistics.median(waits)
                print(f"{edits} edits, {samples[-1]:.0f} MB, {wait:.0f} ms", flush=True)
                waits.clear()
    finally:
        editor.close()
    fifth = len(samples) // 5
    before = statistics.median(samples[fifth : 2 * fifth])
    after = statistics.median(samples[-fifth:])
    print(
        f"{edits} edits: {before:.0f} MB, at the end {after:.0f} MB, at most {max(samples):.0f} MB"
    )
    return int(after > arguments.limit or after > arguments.growth * before)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--root", type=Path, required=True, help="folder to open")
    parser.add_argument("--file", type=Path, required=True, help="file in it to edit")
    parser.add_argument("--python", help="environment with what the project imports")
    parser.add_argument("--server", default=f"{sys.executable} -m asyncsense server")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=float, default=150, help="megabytes")
    parser.add_argument("--growth", type=float, default=1.1)
    arguments = parser.parse_args()
    arguments.root, arguments.file = arguments.root.resolve(), arguments.file.resolve()
    return arguments


if __name__ == "__main__":
    sys.exit(main())
