from typing import Any

from anyio import from_thread as from_thread
from anyio import to_process as to_process
from anyio import to_thread as to_thread
from anyio._core._eventloop import current_time as current_time
from anyio._core._eventloop import run as run
from anyio._core._eventloop import sleep as sleep
from anyio._core._eventloop import sleep_forever as sleep_forever
from anyio._core._eventloop import sleep_until as sleep_until
from anyio._core._fileio import AsyncFile as AsyncFile
from anyio._core._fileio import Path as Path
from anyio._core._fileio import open_file as open_file
from anyio._core._fileio import wrap_file as wrap_file
from anyio._core._streams import create_memory_object_stream as create_memory_object_stream
from anyio._core._subprocesses import open_process as open_process
from anyio._core._subprocesses import run_process as run_process
from anyio._core._synchronization import CapacityLimiter as CapacityLimiter
from anyio._core._synchronization import Condition as Condition
from anyio._core._synchronization import Event as Event
from anyio._core._synchronization import Lock as Lock
from anyio._core._synchronization import Semaphore as Semaphore
from anyio._core._tasks import CancelScope as CancelScope
from anyio._core._tasks import create_task_group as create_task_group
from anyio._core._tasks import fail_after as fail_after
from anyio._core._tasks import move_on_after as move_on_after

def __getattr__(name: str) -> Any: ...
