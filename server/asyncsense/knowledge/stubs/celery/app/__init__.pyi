from typing import Any

from celery.app.base import Celery as Celery
from celery.app.task import Task as Task

def shared_task(*args: Any, **kwargs: Any) -> Any: ...
def __getattr__(name: str) -> Any: ...
