"""`check --fix` and `--diff`: what becomes of the fixed texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from asyncsense.cli.files import ChangedMeanwhileError, rewrite_source
from asyncsense.cli.formats.result import Result
from asyncsense.cli.summary import fixable, plural
from asyncsense.diagnostics import FileError
from asyncsense.text import Document


def diff(path: str, old: str, new: str) -> Iterator[str]:
    """A unified diff that `patch` and `git apply` understand."""
    import difflib

    lines = difflib.unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{path}")
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines as a diff has them: only a line feed ends one."""
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + parts[-1:] * bool(parts[-1])


def write(texts: Mapping[str, str], document: Callable[[str], Document]) -> list[FileError]:
    """Writes the new texts, except over files that changed since they were read."""
    errors = []
    for path in sorted(texts):
        try:
            rewrite_source(path, document(path).text, texts[path])
        except ChangedMeanwhileError:
            errors.append(FileError(path, "changed while it was analysed; not fixed"))
        except OSError as error:
            errors.append(FileError(path, f"cannot be written: {error.strerror}"))
    return errors


def remark(before: Result, after: Result) -> str:
    """`Fixed 3 problems (1 remaining).`"""
    remaining = len(after.reported)
    fixed = max(len(before.reported) - remaining, 0)
    return f"Fixed {plural(fixed, 'problem')} ({remaining} remaining).{fixable(after)}"
