"""Asynchronous clients, threads, and objects that only have the same method names."""

import asyncio
from functools import partial

import aiohttp
import anthropic
import httpx
import requests
from openai import AsyncOpenAI
from slack_sdk.web.async_client import AsyncWebClient

llm = AsyncOpenAI()
claude = anthropic.AsyncAnthropic()
slack = AsyncWebClient(token="xoxb")


async def with_aiohttp(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return await response.text()


async def with_httpx(url):
    async with httpx.AsyncClient() as client:
        response = await client.get(url)
        return response.json()


async def typed(client: httpx.AsyncClient, url):
    return await client.post(url)


async def language_models(prompt):
    first = await llm.chat.completions.create(model="m", messages=[prompt])
    second = await claude.messages.create(model="m", max_tokens=5, messages=[prompt])
    await slack.chat_postMessage(channel="#ops", text=str(second))
    return first


async def in_thread(url):
    response = await asyncio.to_thread(requests.get, url, timeout=5)
    return response.json()


async def in_executor(url):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, partial(requests.get, url, timeout=5))


async def session_in_thread(url):
    session = requests.Session()
    return await asyncio.to_thread(session.get, url)


async def prepare(url):
    request = requests.Request("GET", url)
    return request.prepare()


async def body(response: requests.Response):
    response.raise_for_status()
    return response.json(), response.headers.get("etag"), response.status_code


async def errors(client, url):
    try:
        return await client.get(url)
    except requests.HTTPError:
        return None


async def dictionary_session(request):
    session = {"token": "t"}
    return session.get("token"), request.session.get("user")


class Router:
    def __init__(self):
        self.routes = {}

    def get(self, path):
        return self.routes.get(path)

    def post(self, path, handler):
        self.routes[path] = handler


router = Router()


async def routing(handler):
    router.post("/", handler)
    return router.get("/")


async def unknown(session, client):
    return session.get("/"), client.post("/")


class Api:
    def __init__(self):
        self.session = requests.Session()

    def fetch(self, url):
        return self.session.get(url)

    async def fetch_async(self, url):
        return await asyncio.to_thread(self.fetch, url)


def crawl(urls):
    api = Api()
    return [api.fetch(url).text for url in urls]
