from typing import Any

from rq.job import Job as Job
from rq.queue import Queue as Queue
from rq.worker import Worker as Worker

def __getattr__(name: str) -> Any: ...
