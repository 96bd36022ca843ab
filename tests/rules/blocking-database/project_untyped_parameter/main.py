import asyncio
import sys

from mailer import Mailer
from repository import OrderRepository
from service import OrderService, ReportService

SERVICE = OrderService(OrderRepository("orders.db"), Mailer())


def report_service(source):
    return ReportService(source)


async def main():
    print(await SERVICE.show(int(sys.argv[1])))


if __name__ == "__main__":
    asyncio.run(main())
