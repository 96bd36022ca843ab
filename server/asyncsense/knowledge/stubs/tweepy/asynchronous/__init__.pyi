from typing import Any

from tweepy.asynchronous.client import AsyncClient as AsyncClient

def __getattr__(name: str) -> Any: ...
