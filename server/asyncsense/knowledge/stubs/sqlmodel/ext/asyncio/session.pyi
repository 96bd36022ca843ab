from typing import Any

from sqlalchemy.engine.result import ScalarResult as ScalarResult
from sqlalchemy.ext.asyncio.session import AsyncSession as SqlalchemyAsyncSession

class AsyncSession(SqlalchemyAsyncSession):
    async def exec(self, *args: Any, **kwargs: Any) -> ScalarResult: ...

def __getattr__(name: str) -> Any: ...
