from typing import Any

from httpx2._api import delete as delete, get as get, head as head, options as options, patch as patch, post as post, put as put, request as request, stream as stream
from httpx2._client import AsyncClient as AsyncClient, Client as Client
from httpx2._models import Headers as Headers, Request as Request, Response as Response



def __getattr__(name: str) -> Any: ...
