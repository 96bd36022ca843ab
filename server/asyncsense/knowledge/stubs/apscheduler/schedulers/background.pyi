from typing import Any

from apscheduler.schedulers.blocking import BlockingScheduler as BlockingScheduler

class BackgroundScheduler(BlockingScheduler):
    def start(self, *args: Any, **kwargs: Any) -> None: ...

def __getattr__(name: str) -> Any: ...
