import asyncio
import json
import time
import urllib.request

from app.models import Price, Product


class Shop:
    """One connection to a shop's price list; use it as an asynchronous context manager."""

    def __init__(self, host: str, port: int = 443) -> None:
        self.host = host
        self.port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> "Shop":
        self._reader, self._writer = await asyncio.open_connection(self.host, self.port, ssl=True)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        assert self._writer is not None
        self._writer.close()
        await self._writer.wait_closed()

    async def ask(self, path: str) -> dict:
        assert self._reader is not None and self._writer is not None
        request = f"GET {path} HTTP/1.0\r\nHost: {self.host}\r\n\r\n"
        self._writer.write(request.encode())
        await self._writer.drain()
        answer = await self._reader.read()
        return json.loads(answer.partition(b"\r\n\r\n")[2])


def download(url: str) -> dict:
    with urllib.request.urlopen(url, timeout=10) as response:
        return json.load(response)


async def fetch_price(product: Product, attempts: int = 3) -> Price:
    for attempt in range(attempts):
        try:
            document = download(product.url)
            return Price(product, float(document["price"]))
        except OSError:
            time.sleep(2**attempt)
    raise ConnectionError(f"{product.url} does not answer")


async def list_products(host: str) -> list[Product]:
    with Shop(host) as shop:
        listing = await shop.ask("/products.json")
    return [Product(item["name"], item["url"], item["limit"]) for item in listing["items"]]
