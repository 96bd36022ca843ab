from typing import Any

from neo4j._async.work.result import AsyncResult as AsyncResult
from neo4j._async.work.session import AsyncSession as AsyncSession
from neo4j._async.work.transaction import AsyncManagedTransaction as AsyncManagedTransaction
from neo4j._async.work.transaction import AsyncTransaction as AsyncTransaction

def __getattr__(name: str) -> Any: ...
