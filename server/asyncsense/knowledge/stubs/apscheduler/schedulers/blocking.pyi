from typing import Any

from apscheduler.schedulers.base import BaseScheduler as BaseScheduler

class BlockingScheduler(BaseScheduler):
    def start(self, *args: Any, **kwargs: Any) -> None: ...

def __getattr__(name: str) -> Any: ...
