"""Between the editor's URIs and absolute paths.

pygls' own conversion takes a `;` in a name for the start of parameters.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

_NOWHERE = os.path.join(os.path.abspath(os.sep), "no folder", "at all")
_DRIVE = re.compile(r"/([A-Za-z]):")


def path_of(uri: str) -> str | None:
    """The absolute path that a `file:` URI names; None for other URIs."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = unquote(parts.path)
    if parts.netloc and parts.netloc != "localhost":
        path = f"//{unquote(parts.netloc)}{path}"
    elif os.name == "nt" and (drive := _DRIVE.match(path)):
        path = f"{drive.group(1).upper()}:{path[drive.end() :]}"
    return os.path.normpath(path)


def buffer_path(uri: str, folder: str | None, suffix: str = ".py") -> str | None:
    """Where the analysis finds a document: an unsaved one stands in `folder`, or nowhere if there is none;
    None: not for us."""
    if urlsplit(uri).scheme == "untitled":
        return os.path.join(folder or _NOWHERE, quote(uri, safe="") + suffix)
    return path_of(uri)


def uri_of(path: str) -> str:
    """The `file:` URI of an absolute path."""
    return Path(path).as_uri()
