import asyncio
import logging
from collections.abc import Iterable

from app.models import Price

logger = logging.getLogger(__name__)


class Mailbox:
    def __init__(self, host: str, port: int = 25) -> None:
        self.host = host
        self.port = port

    async def send(self, recipient: str, text: str) -> None:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        writer.write(f"RCPT TO:<{recipient}>\r\nDATA\r\n{text}\r\n.\r\n".encode())
        await writer.drain()
        await reader.readline()
        writer.close()
        await writer.wait_closed()


class Notifier:
    def __init__(self, mailbox: Mailbox, recipients: Iterable[str]) -> None:
        self.mailbox = mailbox
        self.recipients = list(recipients)

    async def announce(self, price: Price) -> None:
        text = f"{price.product.name} costs {price.amount:.2f} now"
        await asyncio.gather(
            *(self.mailbox.send(recipient, text) for recipient in self.recipients),
            return_exceptions=True,
        )
        logger.info("announced %s", price.product.name)

    async def confirm(self, recipient: str) -> None:
        self.mailbox.send(recipient, "You will hear from us when prices fall.")

    def later(self, price: Price) -> None:
        asyncio.create_task(self.announce(price))
