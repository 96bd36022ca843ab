from typing import Any

from starlette.background import BackgroundTasks as StarletteBackgroundTasks

class BackgroundTasks(StarletteBackgroundTasks):
    def add_task(self, *args: Any, **kwargs: Any) -> None: ...

def __getattr__(name: str) -> Any: ...
