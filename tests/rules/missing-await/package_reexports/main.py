import asyncio

from shop.api.routes import Routes, migrate


async def main():
    routes = Routes()
    routes.startup()  # expect: missing-await startup
    await routes.post_item({"user": "ada", "item": "tea"})
    await routes.shutdown()


def cli(arguments):
    if arguments[0] == "migrate":
        migrate(*arguments[1:])  # expect: missing-await migrate
    else:
        asyncio.run(main())
