import acme
import requests
from acme import threads
from acme.client import AsyncClient, Client

client = Client("https://acme.example.org")


def load_settings():
    return requests.get("https://settings.example.org").json()


def load_theme():
    return requests.get("https://theme.example.org").json()


async def page(path):
    return client.fetch(path)  # expect: blocking-http


async def given(session: Client, path):
    return session.fetch(path)  # expect: blocking-http


async def picture(path):
    return acme.render(path)  # expect: blocking-file


async def theme():
    return load_theme()  # expect: blocking-http


async def settings():
    return load_settings()


async def in_thread(path):
    return await threads.run(client.fetch, path)


async def in_lambda(path):
    return await threads.run(lambda: load_theme(), path)


async def asynchronous(session: AsyncClient, path):
    return await session.fetch(path)
