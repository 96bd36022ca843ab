"""Writing files so that nobody sees half of one, and nothing but the text changes."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import tempfile
import tokenize
from contextlib import suppress

from asyncsense.cli.console import UsageError


class ChangedMeanwhileError(Exception):
    """A file is no longer what was analysed."""


def write_atomically(path: str, content: bytes) -> None:
    """Replaces the file at `path`, whole or not at all; raises OSError."""
    target = os.path.realpath(path)
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".asyncsense-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        if os.path.exists(target):
            shutil.copymode(target, temporary)
        else:
            os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
    except OSError:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)
        raise


def rewrite_source(path: str, old: str, new: str) -> None:
    """Gives the Python file at `path`, whose text was `old`, the text `new` in the same encoding.

    Raises ChangedMeanwhileError where the file holds something else by now, OSError where it cannot
    be written.
    """
    with open(path, "rb") as stream:
        content = stream.read()
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        if content.decode(encoding).removeprefix("\ufeff") != old.removeprefix("\ufeff"):
            raise ChangedMeanwhileError
        encoded = new.removeprefix("\ufeff").encode(encoding.removesuffix("-sig"))
    except (SyntaxError, UnicodeError):
        raise ChangedMeanwhileError from None
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    write_atomically(path, mark + encoded)


def write_for_user(path: str, text: str) -> None:
    """Writes what the command line was told to write; raises UsageError.

    What is there and is no regular file, as `/dev/stdout`, is written to and not replaced.
    """
    content = text.encode(errors="backslashreplace")
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb") as stream:
                stream.write(content)
        else:
            write_atomically(path, content)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
