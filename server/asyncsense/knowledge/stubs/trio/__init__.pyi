from typing import Any

from trio import from_thread as from_thread
from trio import to_thread as to_thread
from trio._channel import open_memory_channel as open_memory_channel
from trio._core._run import Nursery as Nursery
from trio._core._generated_run import current_time as current_time
from trio._core._run import open_nursery as open_nursery
from trio._core._run import run as run
from trio._file_io import open_file as open_file
from trio._subprocess import run_process as run_process
from trio._sync import CapacityLimiter as CapacityLimiter
from trio._sync import Condition as Condition
from trio._sync import Event as Event
from trio._sync import Lock as Lock
from trio._sync import Semaphore as Semaphore
from trio._timeouts import fail_after as fail_after
from trio._timeouts import move_on_after as move_on_after
from trio._timeouts import sleep as sleep
from trio._timeouts import sleep_forever as sleep_forever
from trio._timeouts import sleep_until as sleep_until

def __getattr__(name: str) -> Any: ...
