"""requests, httpx and urllib3: functions, sessions and responses."""

import http.client
import urllib.request
from contextlib import closing
from urllib.request import Request, urlopen

import httpx
import httpx2
import requests
import urllib3
from requests import Session, post
from requests.adapters import HTTPAdapter

API = "https://api.example.org"
session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=3))
shared = httpx.Client(base_url=API, timeout=5)


def make_session() -> requests.Session:
    made = requests.Session()
    made.headers["accept"] = "application/json"
    return made


def make_client():
    return httpx.Client(base_url=API)


async def module_functions(url):
    page = requests.get(url, timeout=3)  # expect: blocking-http
    post(url, json={"page": page.text})  # expect: blocking-http
    requests.request("DELETE", url).raise_for_status()  # expect: blocking-http
    httpx.put(url, content=page.content)  # expect: blocking-http
    httpx2.get(url)  # expect: blocking-http
    urllib3.request("GET", url)  # expect: blocking-http


async def sessions(url, given: Session):
    given.get(url)  # expect: blocking-http
    session.head(url, allow_redirects=True)  # expect: blocking-http
    make_session().patch(url, data=b"")  # expect: blocking-http
    with requests.Session() as own:
        own.put(url)  # expect: blocking-http
        prepared = own.prepare_request(requests.Request("GET", url))
        return own.send(prepared, stream=True)  # expect: blocking-http


async def download(url, path):
    response = requests.get(url, stream=True)  # expect: blocking-http
    for chunk in response.iter_content(8192):  # expect: blocking-http
        path.append(chunk)


async def clients(client: httpx.Client):
    client.get("/users")  # expect: blocking-http
    shared.post("/users", json={})  # expect: blocking-http
    make_client().delete("/users/1")  # expect: blocking-http
    with httpx.Client() as own:
        return own.options(API).json()  # expect: blocking-http


async def streams(client: httpx.Client):
    with client.stream("GET", "/export") as response:  # expect: blocking-http
        for line in response.iter_lines():  # expect: blocking-http
            print(line)
    with httpx.stream("GET", API) as response:  # expect: blocking-http
        response.read()  # expect: blocking-http


class Pool:
    def __init__(self):
        self.http = urllib3.PoolManager(num_pools=8)
        self.pool = urllib3.HTTPSConnectionPool("api.example.org")

    async def fetch(self, path):
        found = self.http.request("GET", API + path, preload_content=False)  # expect: blocking-http
        found.read()  # expect: blocking-http
        return self.pool.request("GET", path)  # expect: blocking-http


async def standard_library(url):
    with urlopen(url) as answer:  # expect: blocking-http
        body = answer.read()  # expect: blocking-http
    urllib.request.urlretrieve(url, "copy.html")  # expect: blocking-http
    opener = urllib.request.build_opener()
    opener.open(Request(url))  # expect: blocking-http
    with closing(http.client.HTTPSConnection("example.org")) as connection:
        connection.request("GET", "/")  # expect: blocking-http
        connection.getresponse()  # expect: blocking-http
    return body


async def asynchronous(url):
    async with httpx.AsyncClient() as client:
        response = await client.get(url)
        async with client.stream("GET", url) as streamed:
            await streamed.aread()
            async for line in streamed.aiter_lines():
                print(line)
        request = client.build_request("GET", url)
        await client.send(request)
        client.post(url, json={})  # expect: missing-await
        return response.json()


async def asynchronous_kept(url):
    client = httpx2.AsyncClient()
    try:
        return (await client.get(url)).text
    finally:
        client.aclose()  # expect: missing-await
