from typing import Any

from tweepy.api import API as API
from tweepy.client import Client as Client

def __getattr__(name: str) -> Any: ...
