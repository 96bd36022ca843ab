import asyncio

from prices import create_service, latest
from prices.api import PriceApi
from prices.service import PriceService


async def by_function(symbol: str) -> float:
    return latest(symbol)  # expect: blocking-http


async def by_class(symbol):
    api = PriceApi("secret")
    return api.price(symbol)  # expect: blocking-http


async def by_factory(symbols):
    service = create_service()
    return service.refresh(symbols)  # expect: blocking-http


async def by_annotation(service: PriceService, symbol: str) -> float:
    return service.price(symbol)  # expect: blocking-http


async def by_attribute(service: PriceService, symbol):
    return service.api.price(symbol)  # expect: blocking-http


async def in_thread(service: PriceService, symbols):
    return await asyncio.to_thread(service.refresh, symbols)


async def cached(service: PriceService, symbol):
    return service.cached(symbol)


async def main():
    print(await by_function("ABC"))
    print(await by_factory(["ABC"]))


if __name__ == "__main__":
    asyncio.run(main())
