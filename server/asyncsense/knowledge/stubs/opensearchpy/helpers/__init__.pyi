from typing import Any

from opensearchpy.helpers.actions import bulk as bulk

def __getattr__(name: str) -> Any: ...
