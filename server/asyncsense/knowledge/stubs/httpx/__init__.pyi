from typing import Any

from httpx._api import delete as delete
from httpx._api import get as get
from httpx._api import head as head
from httpx._api import options as options
from httpx._api import patch as patch
from httpx._api import post as post
from httpx._api import put as put
from httpx._api import request as request
from httpx._api import stream as stream
from httpx._client import AsyncClient as AsyncClient
from httpx._client import Client as Client
from httpx._models import Headers as Headers
from httpx._models import Request as Request
from httpx._models import Response as Response

def __getattr__(name: str) -> Any: ...
