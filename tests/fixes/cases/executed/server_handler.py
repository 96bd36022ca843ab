# fix: blocking-sleep: Await `asyncio.sleep` instead
# needs: aiohttp
import time

from aiohttp import ClientSession, web


async def handle(request: web.Request) -> web.Response:
    time.sleep(0.01)
    return web.Response(text="é")


async def main():
    app = web.Application()
    app.router.add_get("/", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}/") as response:
        text = await response.text()
    await runner.cleanup()
    return text
