"""A price watcher on `requests`."""

import requests
import requests as rq
from requests import Session, get
from requests import post as send

http = requests.Session()
BASE = "https://api.example.org"


async def quote(symbol: str) -> float:
    response = requests.get(f"{BASE}/quotes/{symbol}", timeout=5)  # expect: blocking-http requests
    response.raise_for_status()
    return response.json()["price"]


async def order(symbol, amount):
    return send(f"{BASE}/orders", json={"symbol": symbol, "amount": amount})  # expect: blocking-http


async def cancel(order_id):
    rq.delete(f"{BASE}/orders/{order_id}")  # expect: blocking-http


async def ping():
    return get(BASE).ok  # expect: blocking-http


async def generic(method: str, path: str):
    return requests.request(method, BASE + path)  # expect: blocking-http


async def shared_session(symbol):
    return http.get(f"{BASE}/quotes/{symbol}").json()  # expect: blocking-http


async def own_session(symbols):
    prices = {}
    with requests.Session() as session:
        session.headers["User-Agent"] = "watcher/1.0"
        for symbol in symbols:
            prices[symbol] = session.get(f"{BASE}/quotes/{symbol}").json()  # expect: blocking-http
    return prices


async def given_session(session: requests.Session, path: str):
    return session.put(BASE + path, data=b"")  # expect: blocking-http


async def maybe_session(path: str, session: Session | None = None):
    session = session or Session()
    return session.patch(BASE + path)  # expect: blocking-http


async def text_annotation(session: "requests.Session", path):
    return session.request("HEAD", BASE + path)  # expect: blocking-http


def make_session():
    session = requests.Session()
    session.verify = "/etc/ssl/ca.pem"
    return session


async def from_helper(path):
    session = make_session()
    return session.post(BASE + path)  # expect: blocking-http


class Client:
    shared = requests.Session()

    def __init__(self, token):
        self.session = requests.Session()
        self.session.headers.update({"Authorization": f"Bearer {token}"})

    @property
    def transport(self) -> Session:
        return self.session

    async def get(self, path):
        return self.session.get(BASE + path)  # expect: blocking-http

    async def get_shared(self, path):
        return self.shared.get(BASE + path)  # expect: blocking-http

    async def get_property(self, path):
        return self.transport.get(BASE + path)  # expect: blocking-http


async def all_quotes(symbols):
    return [requests.get(f"{BASE}/quotes/{symbol}") for symbol in symbols]  # expect: blocking-http


async def argument(symbols, save):
    await save(requests.get(BASE, params=symbols))  # expect: blocking-http
