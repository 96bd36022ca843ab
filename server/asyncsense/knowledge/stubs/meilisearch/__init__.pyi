from typing import Any

from meilisearch.client import Client as Client

def __getattr__(name: str) -> Any: ...
