"""Where applications keep their clients: attributes, factories, properties, dependencies."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Annotated, Optional

import httpx as http
import redis as redis_lib
import requests
from fastapi import Depends, FastAPI, Request
from pymongo import MongoClient as Mongo
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch
    from openai import OpenAI
    from slack_sdk import WebClient

app = FastAPI()
engine = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)
SessionLocal = sessionmaker(autocommit=False, autoflush=False, bind=engine)


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


@lru_cache
def get_redis() -> redis_lib.Redis:
    return redis_lib.Redis(decode_responses=True)


@contextmanager
def session_scope():
    session = SessionLocal()
    try:
        yield session
        session.commit()
    finally:
        session.close()


@asynccontextmanager
async def http_client():
    async with http.AsyncClient() as client:
        yield client


@app.get("/items/{number}")
async def read_item(number: int, db: Session = Depends(get_db)):
    item = db.get(dict, number)  # expect: blocking-database
    get_redis().setex(f"item:{number}", 60, str(item))  # expect: blocking-database
    return item


@app.post("/items")
async def write_item(request: Request, db: Annotated[Session, Depends(get_db)]):
    db.add(await request.json())
    db.commit()  # expect: blocking-database
    return requests.get("https://api.example.org/hook").ok  # expect: blocking-http


@app.get("/sync")
def read_in_thread(db: Session = Depends(get_db)):
    return db.get(dict, 1)


@dataclass
class Services:
    search: Elasticsearch
    model: OpenAI
    chat: Optional[WebClient] = None
    http: http.Client = field(default_factory=http.Client)

    async def index(self, text: str) -> None:
        self.search.index(index="a", document={"text": text})  # expect: blocking-http
        self.model.embeddings.create(model="m", input=text)  # expect: blocking-http
        if self.chat:
            self.chat.chat_postMessage(channel="c", text=text)  # expect: blocking-http
        self.http.post("/index", json={"text": text})  # expect: blocking-http


class Repository:
    collection_name = "orders"

    def __init__(self, uri: str) -> None:
        self._client = Mongo(uri)
        self._collection = self._client["shop"][self.collection_name]
        self._session: requests.Session | None = None

    @property
    def session(self) -> requests.Session:
        if self._session is None:
            self._session = requests.Session()
        return self._session

    @cached_property
    def cache(self) -> redis_lib.Redis:
        return redis_lib.Redis()

    @classmethod
    def from_environment(cls) -> Repository:
        return cls(os.environ["MONGO_URL"])

    async def find(self, number):
        self.cache.get(number)  # expect: blocking-database
        self.session.get(f"/orders/{number}")  # expect: blocking-http
        return self._collection.find_one({"_id": number})  # expect: blocking-database


async def use(repository: Repository, services: Services):
    repository.cache.ping()  # expect: blocking-database
    Repository.from_environment().session.head("/")  # expect: blocking-http
    services.http.get("/")  # expect: blocking-http
    with session_scope() as session:  # expect: blocking-database
        session.execute("SELECT 1")  # expect: blocking-database
    async with http_client() as client:
        await client.get("/")
        client.post("/")  # expect: missing-await


class ApiClient(http.Client):
    def __init__(self, token: str) -> None:
        super().__init__(headers={"authorization": token})


class AsyncApiClient(http.AsyncClient):
    async def user(self, number: int):
        return (await self.get(f"/users/{number}")).json()


async def inherited(token, client: AsyncApiClient):
    ApiClient(token).get("/user")  # expect: blocking-http
    with ApiClient(token) as api:
        api.put("/user", json={})  # expect: blocking-http
    await client.user(1)
    client.delete("/user")  # expect: missing-await


CLIENTS: dict[str, http.Client] = {}
POOL = [redis_lib.Redis(port=port) for port in range(6379, 6382)]


async def in_containers(name, connections: list[redis_lib.Redis], *sessions: requests.Session):
    CLIENTS[name].get("/")  # expect: blocking-http
    for connection in connections:
        connection.flushdb()  # expect: blocking-database
    for session in sessions:
        session.get("/")  # expect: blocking-http
    POOL[0].ping()  # expect: blocking-database
    first, second = http.Client(), requests.Session()
    first.get("/")  # expect: blocking-http
    second.get("/")  # expect: blocking-http
    fetch = first.get
    fetch("/")  # expect: blocking-http
    if (answer := requests.get("/")).ok:  # expect: blocking-http
        return answer
    return [one.get("/") for one in sessions]  # expect: blocking-http
