from typing import Any

from sqlalchemy.ext.asyncio.engine import AsyncConnection as AsyncConnection
from sqlalchemy.ext.asyncio.engine import AsyncEngine as AsyncEngine
from sqlalchemy.ext.asyncio.engine import AsyncTransaction as AsyncTransaction
from sqlalchemy.ext.asyncio.engine import create_async_engine as create_async_engine
from sqlalchemy.ext.asyncio.result import AsyncResult as AsyncResult
from sqlalchemy.ext.asyncio.result import AsyncScalarResult as AsyncScalarResult
from sqlalchemy.ext.asyncio.scoping import async_scoped_session as async_scoped_session
from sqlalchemy.ext.asyncio.session import AsyncSession as AsyncSession
from sqlalchemy.ext.asyncio.session import AsyncSessionTransaction as AsyncSessionTransaction
from sqlalchemy.ext.asyncio.session import async_sessionmaker as async_sessionmaker

def __getattr__(name: str) -> Any: ...
