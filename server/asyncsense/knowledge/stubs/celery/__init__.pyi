from typing import Any

from celery.app import shared_task as shared_task
from celery.app.base import Celery as Celery
from celery.app.task import Task as Task

def __getattr__(name: str) -> Any: ...
