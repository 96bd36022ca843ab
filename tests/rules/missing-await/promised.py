"""Plain functions that promise something to await, and return a coroutine of their own."""

from collections.abc import Awaitable


class Ledger:
    async def _write(self, row: str) -> bool:
        return bool(row)

    def write(self, row: str) -> Awaitable[bool]:
        return self._write(row)

    def rewrite(self, row: str) -> Awaitable[bool]:
        return self.write(row)


async def book(ledger: Ledger) -> None:
    ledger.write("a")  # expect: missing-await
    ledger.rewrite("b")  # expect: missing-await
    if ledger.write("c"):  # expect: missing-await
        await ledger.rewrite("d")
