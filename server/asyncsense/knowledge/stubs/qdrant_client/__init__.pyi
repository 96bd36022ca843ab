from typing import Any

from qdrant_client.async_qdrant_client import AsyncQdrantClient as AsyncQdrantClient
from qdrant_client.qdrant_client import QdrantClient as QdrantClient

def __getattr__(name: str) -> Any: ...
