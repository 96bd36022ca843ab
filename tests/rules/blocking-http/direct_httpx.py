"""The synchronous half of httpx, and urllib3."""

from __future__ import annotations

from typing import Optional

import httpx
import urllib3

pool = urllib3.PoolManager(num_pools=4)
client = httpx.Client(base_url="https://api.example.org")


async def one_shot(url):
    return httpx.get(url).text  # expect: blocking-http


async def submit(url, form):
    response = httpx.post(url, data=form)  # expect: blocking-http
    return response.status_code


async def module_client(path):
    return client.get(path)  # expect: blocking-http


async def typed(session: httpx.Client, path: str) -> httpx.Response:
    request = session.build_request("GET", path)
    return session.send(request)  # expect: blocking-http


async def streamed(session: httpx.Client, path: str):
    with session.stream("GET", path) as response:  # expect: blocking-http
        return response.status_code


async def optional(path: str, session: Optional[httpx.Client] = None):
    if session is None:
        return None
    return session.delete(path)  # expect: blocking-http


async def pooled(url):
    return pool.request("GET", url).data  # expect: blocking-http
