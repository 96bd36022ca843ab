# fix: blocking-http: Use `httpx.AsyncClient`
# needs: aiohttp, httpx
import httpx
from aiohttp import web


async def handle(request: web.Request) -> web.Response:
    return web.Response(text=request.method)


async def ask(url):
    with httpx.Client(base_url=url, trust_env=False) as client:
        first = client.get("/").text
        with client.stream("POST", "/") as response:
            return first, response.status_code


async def main():
    app = web.Application()
    app.router.add_route("*", "/", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    found = await ask(f"http://127.0.0.1:{runner.addresses[0][1]}")
    await runner.cleanup()
    return found
