"""Downloads with nothing but the standard library."""

import http.client
import urllib.request
from urllib.request import Request, urlopen, urlretrieve


async def fetch_page(url: str):
    with urllib.request.urlopen(url, timeout=10) as response:  # expect: blocking-http
        return response.status


async def post_event(url, payload):
    request = Request(url, data=payload, method="POST")
    response = urlopen(request)  # expect: blocking-http
    return response.status


async def mirror(url, target):
    urlretrieve(url, target)  # expect: blocking-http


async def health(host: str) -> int:
    connection = http.client.HTTPSConnection(host, timeout=5)
    connection.request("GET", "/health")  # expect: blocking-http
    reply = connection.getresponse()  # expect: blocking-http
    return reply.status


async def via_proxy(url):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": "proxy:3128"}))
    reply = opener.open(url)  # expect: blocking-http
    return reply.status
