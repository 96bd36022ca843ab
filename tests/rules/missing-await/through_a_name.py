"""The coroutine has a name first; the report stands where it was made."""
from __future__ import annotations

import asyncio
import random
from typing import TypedDict


class Quote(TypedDict):
    symbol: str
    price: float


async def fetch_quote(symbol: str) -> Quote:
    await asyncio.sleep(random.random())
    return {"symbol": symbol, "price": 1.0}


async def save(quote: Quote) -> None: ...


def format_quote(quote: Quote) -> str:
    return f"{quote['symbol']}: {quote['price']:.2f}"


async def never_used(symbol: str) -> None:
    quote = fetch_quote(symbol)  # expect: missing-await fetch_quote
    print("fetching", symbol)


async def thrown_away(symbol: str) -> None:
    _ = fetch_quote(symbol)  # expect: missing-await


async def subscripted(symbol: str) -> float:
    quote = fetch_quote(symbol)  # expect: missing-await
    return quote["price"] * 2


async def passed_on(symbol: str) -> str:
    quote = fetch_quote(symbol)  # expect: missing-await
    return format_quote(quote)


async def tested(symbol: str) -> bool:
    quote: Quote | None = fetch_quote(symbol)  # expect: missing-await
    if quote is None:
        return False
    print(quote)
    return True


async def formatted(symbol: str) -> str:
    result = fetch_quote(symbol)  # expect: missing-await
    return f"got {result}"


async def iterated(symbols: list[str]) -> None:
    for symbol in symbols:
        quote = fetch_quote(symbol)  # expect: missing-await
        for key in quote:
            print(key)


async def one_branch(symbol: str, live: bool) -> float:
    pending = fetch_quote(symbol)  # expect: missing-await
    if live:
        return (await pending)["price"]
    return 0.0


async def early_return(symbol: str, cache: dict[str, Quote]) -> Quote:
    pending = fetch_quote(symbol)  # expect: missing-await
    if symbol in cache:
        return cache[symbol]
    return await pending


async def overwritten(symbol: str) -> Quote:
    quote = fetch_quote(symbol)  # expect: missing-await
    quote = await fetch_quote(symbol.upper())
    return quote


async def aliased(symbol: str) -> str:
    quote = fetch_quote(symbol)  # expect: missing-await
    latest = quote
    return latest["symbol"]


async def in_one_arm(symbol: str, fresh: bool) -> float:
    if fresh:
        quote = await fetch_quote(symbol)
    else:
        quote = fetch_quote(symbol.lower())  # expect: missing-await
    return quote["price"]


async def held_in_list(quotes: list[Quote]) -> int:
    pending = []
    for quote in quotes:
        pending.append(save(quote))  # expect: missing-await save
    return len(quotes)


async def held_in_display(quote: Quote) -> None:
    steps = [save(quote), save(quote)]  # expect: missing-await | missing-await
    print("saving", quote["symbol"])


async def held_in_dict(symbols: list[str]) -> None:
    jobs = {symbol: fetch_quote(symbol) for symbol in symbols}  # expect: missing-await
    print("started", len(symbols))


async def held_in_set(symbols: list[str]) -> None:
    jobs = set()
    for symbol in symbols:
        jobs.add(fetch_quote(symbol))  # expect: missing-await
    await asyncio.sleep(1)


async def elements_used(symbols: list[str]) -> list[float]:
    quotes = [fetch_quote(symbol) for symbol in symbols]  # expect: missing-await
    return [quote["price"] for quote in quotes]


def collect(symbols: list[str]) -> list[Quote]:
    return [fetch_quote(symbol) for symbol in symbols]  # expect: missing-await


async def closure(symbol: str) -> str:
    quote = fetch_quote(symbol)  # expect: missing-await

    def price() -> float:
        return quote["price"]

    return str(price())
