from typing import Any

from tweepy import asynchronous as asynchronous
from tweepy.api import API as API
from tweepy.auth import OAuth1UserHandler as OAuth1UserHandler
from tweepy.auth import OAuth2AppHandler as OAuth2AppHandler
from tweepy.auth import OAuthHandler as OAuthHandler
from tweepy.client import Client as Client
from tweepy.cursor import Cursor as Cursor

def __getattr__(name: str) -> Any: ...
