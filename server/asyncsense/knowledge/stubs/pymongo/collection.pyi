from typing import Any

from pymongo.synchronous.collection import Collection as Collection

def __getattr__(name: str) -> Any: ...
