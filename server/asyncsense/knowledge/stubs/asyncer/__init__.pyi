from typing import Any

from asyncer._main import asyncify as asyncify
from asyncer._main import create_task_group as create_task_group
from asyncer._main import runnify as runnify
from asyncer._main import syncify as syncify

def __getattr__(name: str) -> Any: ...
