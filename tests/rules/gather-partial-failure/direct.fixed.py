"""After the first failure the siblings go on, and nobody waits for them."""

import asyncio
from asyncio import gather
from typing import Any


async def debit(account: str, amount: int) -> int:
    if amount > 100:
        raise ValueError(account)
    return amount


async def credit(account: str, amount: int) -> int:
    await asyncio.sleep(1)
    return amount


class Transfer:
    def __init__(self, source: str, target: str, amount: int) -> None:
        self.source = source
        self.target = target
        self.amount = amount

    async def run(self) -> int:
        taken, given = await asyncio.gather(
            debit(self.source, self.amount),
            credit(self.target, self.amount),
        )
        return taken - given

    async def quietly(self) -> bool:
        try:
            await gather(debit(self.source, 1), credit(self.target, 1))
        except ValueError:
            return False
        return True


async def many(accounts: list[str]) -> int:
    return sum(await asyncio.gather(*[credit(account, 1) for account in accounts]))


async def generated(accounts: list[str]) -> list[int]:
    return await asyncio.gather(*(debit(account, 1) for account in accounts))


async def explicit(account: str) -> list[int]:
    return await asyncio.gather(debit(account, 1), credit(account, 1), return_exceptions=False)


async def tasks(accounts: list[str]) -> None:
    jobs = [asyncio.create_task(credit(account, 1)) for account in accounts]
    await asyncio.gather(*jobs)


async def timed(account: str) -> Any:
    both = asyncio.gather(debit(account, 1), credit(account, 1))
    return await asyncio.wait_for(both, 3)


async def mixed(account: str, more: list[Any]) -> list[Any]:
    return await gather(debit(account, 1), *more)


async def forgotten_star(account: str) -> Any:
    return await asyncio.gather(*[debit(account, 1), credit(account, 1)])


async def forgotten_star_comprehension(accounts: list[str]) -> Any:
    return await asyncio.gather(*[debit(account, 1) for account in accounts])


async def forgotten_star_name(accounts: list[str]) -> Any:
    jobs = [debit(account, 1) for account in accounts]
    return await asyncio.gather(*jobs)


async def forgotten_star_generator(accounts: list[str]) -> Any:
    return await asyncio.gather(*(debit(account, 1) for account in accounts), return_exceptions=True)


def main(accounts: list[str]) -> None:
    loop = asyncio.new_event_loop()
    loop.run_until_complete(asyncio.gather(*map(many, [accounts, accounts])))
