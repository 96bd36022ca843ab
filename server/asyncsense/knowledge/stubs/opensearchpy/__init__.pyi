from typing import Any

from opensearchpy import helpers as helpers
from opensearchpy._async.client import AsyncOpenSearch as AsyncOpenSearch
from opensearchpy.client import OpenSearch as OpenSearch

def __getattr__(name: str) -> Any: ...
