import asyncio

from shop.api.routes import Routes, migrate


async def main():
    routes = Routes()
    await routes.startup()
    await routes.post_item({"user": "ada", "item": "tea"})
    await routes.shutdown()


def cli(arguments):
    if arguments[0] == "migrate":
        migrate(*arguments[1:])
    else:
        asyncio.run(main())
