from typing import Any

from neo4j._async.work.session import AsyncSession as AsyncSession

def __getattr__(name: str) -> Any: ...
