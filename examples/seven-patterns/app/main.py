import argparse
import asyncio
import logging

from app.fetcher import list_products
from app.models import Price
from app.notify import Mailbox, Notifier
from app.storage import Database, PriceHistory
from app.worker import Inbox, Watcher

logger = logging.getLogger(__name__)


async def report(inbox: Inbox, seconds: float) -> None:
    while True:
        print(inbox.prices.qsize(), "prices are waiting")
        await asyncio.sleep(seconds)


async def serve(host: str, history: PriceHistory, recipients: list[str]) -> None:
    notifier = Notifier(Mailbox("localhost"), recipients)
    watcher = Watcher(history, notifier)
    scanned: list[Price] = []
    inbox = Inbox(scanned)
    inbox.start()

    products = await list_products(host)
    for recipient in recipients:
        await notifier.confirm(recipient)

    asyncio.create_task(report(inbox, 60))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(watcher.watch(products, 300))
            group.create_task(watcher.collect(inbox))
    except* ConnectionError:
        logger.exception("a shop does not answer")
        await watcher.wait_for_idle(inbox.prices)


def main() -> None:
    parser = argparse.ArgumentParser(description="Watches prices.")
    parser.add_argument("host", help="shop that lists the products")
    parser.add_argument("--database", default="prices.db")
    parser.add_argument("--to", action="append", default=[], dest="recipients")
    options = parser.parse_args()

    logging.basicConfig(level=logging.INFO)
    history = PriceHistory(Database(options.database))
    asyncio.run(serve(options.host, history, options.recipients))


if __name__ == "__main__":
    main()
