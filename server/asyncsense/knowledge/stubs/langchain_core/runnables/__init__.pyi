from typing import Any

from langchain_core.runnables.base import Runnable as Runnable

def __getattr__(name: str) -> Any: ...
