from typing import Any

from trio import from_thread as from_thread
from trio import to_thread as to_thread
from trio._core._run import Nursery as Nursery, current_time as current_time, open_nursery as open_nursery, run as run
from trio._channel import open_memory_channel as open_memory_channel
from trio._file_io import open_file as open_file
from trio._subprocess import run_process as run_process
from trio._sync import CapacityLimiter as CapacityLimiter, Condition as Condition, Lock as Lock, Semaphore as Semaphore
from trio._sync import Event as Event
from trio._timeouts import sleep as sleep, sleep_forever as sleep_forever, sleep_until as sleep_until, fail_after as fail_after, move_on_after as move_on_after



def __getattr__(name: str) -> Any: ...
