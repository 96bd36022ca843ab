from typing import Any

from langchain_core.tools.base import BaseTool as BaseTool

def __getattr__(name: str) -> Any: ...
