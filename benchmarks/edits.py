"""Edits a project at random, for as long as you like, and holds the findings against a cold start.

    python benchmarks/edits.py --project DIR --edits 100000 --compare-every 200 --seed 1

Prints where they differ, what a report of a part of a file had wrong, and how memory grew; exit status 1
when there is a difference.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "lsp"))

from replay import Replay

from asyncsense.deep_stack import in_deep_stack
from asyncsense.lsp.engine_core import load


def main() -> int:
    """Prints every difference; 1 if there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--compare-every", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    return in_deep_stack(lambda: _run(arguments))


def _run(arguments: argparse.Namespace) -> int:
    replay = Replay(load(), arguments.project.resolve(), arguments.seed)
    different, started = 0, time.monotonic()
    for number in range(1, arguments.edits + 1):
        replay.edit()
        replay.check()
        if number % arguments.compare_every:
            continue
        for path, (warm, cold) in replay.differences().items():
            different += 1
            print(f"edit {number}: {path}\n  warm: {warm}\n  cold: {cold}")
            Path(f"difference-{number}.py").write_text(replay.texts[path], encoding="utf-8")
        for flicker in replay.flickers:
            print(f"edit {number}: {flicker}")
        different += len(replay.flickers)
        replay.flickers.clear()
        seconds = time.monotonic() - started
        print(f"{number} edits, {seconds:.0f} s, {_megabytes()} MB, {different} differences")
    return int(different > 0)


def _megabytes() -> int:
    """What this process takes at present; 0 where the platform does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * 4096 >> 20


if __name__ == "__main__":
    sys.exit(main())
