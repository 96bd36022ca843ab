# fix: blocking-http: Run it in a thread
# needs: aiohttp, requests
import requests
from aiohttp import web


async def handle(request: web.Request) -> web.Response:
    return web.json_response({"a": 1})


async def ask(url):
    return requests.get(url, timeout=30).json()["a"]


async def main():
    app = web.Application()
    app.router.add_get("/", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    found = await ask(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    await runner.cleanup()
    return found
