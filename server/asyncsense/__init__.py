"""asyncsense: finds asyncio code that never runs, blocks, or is cancelled unseen, and fixes it."""

import sys

__version__ = "0.1.0"

if sys.version_info < (3, 11):  # noqa: UP036 (run from a folder, which pip has not checked)
    raise ImportError(
        "asyncsense needs Python 3.11 or newer; {} is {}.{}".format(
            sys.executable, *sys.version_info[:2]
        )
    )
