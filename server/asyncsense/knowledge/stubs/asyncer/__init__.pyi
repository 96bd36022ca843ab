from typing import Any

from asyncer._main import asyncify as asyncify, create_task_group as create_task_group, runnify as runnify, syncify as syncify



def __getattr__(name: str) -> Any: ...
