"""Where results are kept from run to run."""

from __future__ import annotations

import os

TAG = "CACHEDIR.TAG"
"""The file that marks a directory as a cache, for tools that make copies."""
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"
_TAG_TEXT = f"{_SIGNATURE}\n# This directory is a cache of asyncsense.\n"


def default_directory() -> str:
    """Where the cache is unless somebody says otherwise."""
    import platformdirs

    return platformdirs.user_cache_dir("asyncsense", appauthor=False)


def mark(directory: str) -> bool:
    """Makes the directory and marks it as a cache of ours; False where that cannot be done."""
    tag = os.path.join(directory, TAG)
    try:
        os.makedirs(directory, mode=0o700, exist_ok=True)
        if not os.path.exists(tag):
            with open(tag, "w", encoding="utf-8") as stream:
                stream.write(_TAG_TEXT)
    except OSError:
        return False
    return is_ours(directory)


def is_ours(directory: str) -> bool:
    """Whether a directory is marked as a cache of ours."""
    try:
        with open(os.path.join(directory, TAG), encoding="utf-8") as stream:
            return stream.read() == _TAG_TEXT
    except (OSError, ValueError):
        return False
