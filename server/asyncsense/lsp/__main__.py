"""`python -m asyncsense.lsp`: the language server on stdio."""

import sys

from asyncsense.lsp.server import serve

if __name__ == "__main__":
    sys.exit(serve())
