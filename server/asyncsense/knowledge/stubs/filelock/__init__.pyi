from typing import Any

from filelock._api import AcquireReturnProxy as AcquireReturnProxy
from filelock._api import BaseFileLock as BaseFileLock
from filelock._error import Timeout as Timeout
from filelock._soft import SoftFileLock as SoftFileLock
from filelock._unix import UnixFileLock as FileLock
from filelock._unix import UnixFileLock as UnixFileLock
from filelock.asyncio import AsyncSoftFileLock as AsyncSoftFileLock
from filelock.asyncio import AsyncUnixFileLock as AsyncFileLock
from filelock.asyncio import AsyncUnixFileLock as AsyncUnixFileLock
from filelock.asyncio import BaseAsyncFileLock as BaseAsyncFileLock

def __getattr__(name: str) -> Any: ...
