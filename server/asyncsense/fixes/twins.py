"""Which awaitable takes the place of what blocks."""

from __future__ import annotations

from asyncsense.inference.modules import Module
from asyncsense.project.chains import Chain
from asyncsense.project.libraries import library_of


def awaitable_twin(chain: Chain, module: Module) -> str | None:
    """What takes the place of the chain's primitive in a module, as steps name it: something that is
    awaited, with the same arguments."""
    twin = chain.primitive.instead
    if twin is None or not chain.primitive.same_signature:
        return None
    if twin.module is None:
        return f".{twin.name}"
    if "." in twin.name:
        return None
    return f"{library_of(module) if twin.module == 'asyncio' else twin.module}:{twin.name}"
