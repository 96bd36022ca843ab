from typing import Any

from httpx2._api import delete as delete
from httpx2._api import get as get
from httpx2._api import head as head
from httpx2._api import options as options
from httpx2._api import patch as patch
from httpx2._api import post as post
from httpx2._api import put as put
from httpx2._api import request as request
from httpx2._api import stream as stream
from httpx2._client import AsyncClient as AsyncClient
from httpx2._client import Client as Client
from httpx2._models import Headers as Headers
from httpx2._models import Request as Request
from httpx2._models import Response as Response

def __getattr__(name: str) -> Any: ...
