"""Starts the language server with the packages that lie beside this file.

With `--prefer-environment`, those of the running Python's environment go first.
"""

import sys
from pathlib import Path

bundled = str(Path(__file__).parent / "libs")
if "--prefer-environment" in sys.argv:
    sys.path.append(bundled)
else:
    sys.path.insert(0, bundled)

from asyncsense.lsp.server import serve  # noqa: E402

sys.exit(serve())
