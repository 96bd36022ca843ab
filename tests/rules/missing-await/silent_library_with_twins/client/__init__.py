from client.api import Api
from client.aio import Api as AsyncApi

__all__ = ["Api", "AsyncApi"]
