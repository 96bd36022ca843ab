import asyncio
import logging
import threading
from collections.abc import Iterable

from app.fetcher import fetch_price
from app.models import Price, Product
from app.notify import Notifier
from app.storage import PriceHistory

logger = logging.getLogger(__name__)


class Inbox:
    """Takes the prices that a barcode scanner, read by a thread, reports."""

    def __init__(self, scanner: Iterable[Price]) -> None:
        self.scanner = scanner
        self.prices: asyncio.Queue[Price] = asyncio.Queue()

    def start(self) -> None:
        threading.Thread(target=self._read, name="scanner", daemon=True).start()

    def _read(self) -> None:
        for price in self.scanner:
            self.prices.put_nowait(price)

    async def next(self) -> Price:
        return await self.prices.get()


class Watcher:
    def __init__(self, history: PriceHistory, notifier: Notifier) -> None:
        self.history = history
        self.notifier = notifier
        self.running = True

    async def check(self, product: Product) -> None:
        price = await fetch_price(product)
        lowest = self.history.lowest(product.name)
        if lowest is None or price.amount < lowest:
            await self.history.add(price)
        if price.is_bargain:
            self.notifier.later(price)

    async def watch(self, products: list[Product], seconds: float) -> None:
        while self.running:
            for product in products:
                await self.check(product)
            await asyncio.sleep(seconds)

    async def collect(self, inbox: Inbox) -> None:
        while True:
            price = await inbox.next()
            await self.history.add(price)

    async def wait_for_idle(self, pending: asyncio.Queue[Price]) -> None:
        while True:
            logger.debug("%d prices left", pending.qsize())
