from typing import Any

from langchain_core.embeddings.embeddings import Embeddings as Embeddings

def __getattr__(name: str) -> Any: ...
