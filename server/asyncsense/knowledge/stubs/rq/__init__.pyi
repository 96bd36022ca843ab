from typing import Any

from rq.job import Job as Job
from rq.queue import Queue as Queue

def __getattr__(name: str) -> Any: ...
