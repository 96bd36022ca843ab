from typing import Any

from openai._resource import AsyncAPIResource as AsyncAPIResource
from openai._resource import SyncAPIResource as SyncAPIResource
from openai.resources.beta.assistants import Assistants as Assistants
from openai.resources.beta.assistants import AsyncAssistants as AsyncAssistants
from openai.resources.beta.threads.threads import AsyncThreads as AsyncThreads
from openai.resources.beta.threads.threads import Threads as Threads

class Beta(SyncAPIResource):
    @property
    def assistants(self) -> Assistants: ...
    @property
    def threads(self) -> Threads: ...

class AsyncBeta(AsyncAPIResource):
    @property
    def assistants(self) -> AsyncAssistants: ...
    @property
    def threads(self) -> AsyncThreads: ...

def __getattr__(name: str) -> Any: ...
