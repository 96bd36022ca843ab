"""Which asynchronous library a file speaks."""

from __future__ import annotations

from typing import Literal

from asyncsense.inference.modules import Module

Library = Literal["asyncio", "anyio", "trio"]


def library_of(module: Module) -> Library:
    """The asynchronous library of a module: by what it imports."""
    imported = {
        row.binding.payload if row.binding.kind == "import" else row.binding.payload[0]
        for rows in module.bindings.values()
        for row in rows
        if row.binding.kind in ("import", "from")
    }
    tops = {str(name).partition(".")[0] for name in imported}
    if "asyncio" in tops:
        return "asyncio"
    return "trio" if "trio" in tops else "anyio" if "anyio" in tops else "asyncio"
