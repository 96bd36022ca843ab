from typing import Any

from cohere.client import AsyncClient as AsyncClient
from cohere.client import Client as Client
from cohere.v2.client import AsyncV2Client as AsyncV2Client
from cohere.v2.client import V2Client as V2Client

class ClientV2(V2Client, Client): ...

class AsyncClientV2(AsyncV2Client, AsyncClient): ...

def __getattr__(name: str) -> Any: ...
