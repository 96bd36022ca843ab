from typing import Any

from anyio.abc._tasks import TaskGroup as TaskGroup
from anyio.abc._tasks import TaskStatus as TaskStatus

def __getattr__(name: str) -> Any: ...
