from typing import Any

from trio._threads import from_thread_run as run
from trio._threads import from_thread_run_sync as run_sync



def __getattr__(name: str) -> Any: ...
