"""The language server over the toy core; the arguments are those of `asyncsense server`."""

import sys

from asyncsense.lsp.server import serve

if __name__ == "__main__":
    ways = {"--tcp", "--ws"}
    address = {
        sys.argv[i][2:]: ("127.0.0.1", int(sys.argv[i + 1]))
        for i in range(1, len(sys.argv))
        if sys.argv[i] in ways
    }
    pipe = sys.argv[2] if sys.argv[1:2] == ["--pipe"] else None
    sys.exit(serve(**address, pipe=pipe, core="toy_core:load"))
