"""The language server over the toy core; the arguments are those of `asyncsense server`, or
`--core MODULE:FUNCTION` for another core."""

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
    core = sys.argv[2] if sys.argv[1:2] == ["--core"] else "toy_core:load"
    sys.exit(serve(**address, pipe=pipe, core=core))
