"""Ways through a function, as far as `if` and `match` decide them."""

from __future__ import annotations

from asyncsense.syntax.sites import Block


def covers(block: Block, blocks: list[Block]) -> bool:
    """Whether every path on from `block` passes one of `blocks`, as far as if and match decide."""
    inner = [one[len(block) :] for one in blocks if one[: len(block)] == block]
    if len(inner) < len(blocks):
        return True
    return branches_cover(inner)


def branches_cover(blocks: list[Block]) -> bool:
    """Whether every path passes one of `blocks`. A loop counts as one that is run."""
    groups: dict[int, dict[int, list[Block]]] = {}
    counts: dict[int, int] = {}
    for block in blocks:
        if not block:
            return True
        statement, branch, of, _ = block[0]
        if of < 2:
            if branches_cover([block[1:]]):
                return True
            continue
        counts[statement] = of
        groups.setdefault(statement, {}).setdefault(branch, []).append(block[1:])
    return any(
        len(branches) == counts[statement] and all(map(branches_cover, branches.values()))
        for statement, branches in groups.items()
    )
