from typing import Any

from anyio import from_thread as from_thread
from anyio import to_process as to_process
from anyio import to_thread as to_thread
from anyio._core._eventloop import current_time as current_time, run as run, sleep as sleep, sleep_forever as sleep_forever, sleep_until as sleep_until
from anyio._core._fileio import AsyncFile as AsyncFile, Path as Path, open_file as open_file, wrap_file as wrap_file
from anyio._core._streams import create_memory_object_stream as create_memory_object_stream
from anyio._core._subprocesses import open_process as open_process, run_process as run_process
from anyio._core._synchronization import CapacityLimiter as CapacityLimiter, Condition as Condition, Event as Event, Lock as Lock, Semaphore as Semaphore
from anyio._core._tasks import CancelScope as CancelScope, create_task_group as create_task_group, fail_after as fail_after, move_on_after as move_on_after



def __getattr__(name: str) -> Any: ...
