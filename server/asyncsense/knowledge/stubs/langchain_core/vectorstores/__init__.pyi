from typing import Any

from langchain_core.vectorstores.base import VectorStore as VectorStore
from langchain_core.vectorstores.base import VectorStoreRetriever as VectorStoreRetriever

def __getattr__(name: str) -> Any: ...
