from typing import Any

from sqlalchemy.ext.asyncio.engine import AsyncConnection as AsyncConnection, AsyncEngine as AsyncEngine, AsyncTransaction as AsyncTransaction, create_async_engine as create_async_engine
from sqlalchemy.ext.asyncio.result import AsyncResult as AsyncResult, AsyncScalarResult as AsyncScalarResult
from sqlalchemy.ext.asyncio.scoping import async_scoped_session as async_scoped_session
from sqlalchemy.ext.asyncio.session import AsyncSession as AsyncSession, AsyncSessionTransaction as AsyncSessionTransaction, async_sessionmaker as async_sessionmaker



def __getattr__(name: str) -> Any: ...
