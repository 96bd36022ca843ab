from typing import Any

from openai._resource import AsyncAPIResource as AsyncAPIResource
from openai._resource import SyncAPIResource as SyncAPIResource
from openai.resources.fine_tuning.jobs.jobs import AsyncJobs as AsyncJobs
from openai.resources.fine_tuning.jobs.jobs import Jobs as Jobs

class FineTuning(SyncAPIResource):
    @property
    def jobs(self) -> Jobs: ...

class AsyncFineTuning(AsyncAPIResource):
    @property
    def jobs(self) -> AsyncJobs: ...

def __getattr__(name: str) -> Any: ...
