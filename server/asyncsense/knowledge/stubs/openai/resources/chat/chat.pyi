from typing import Any

from openai._resource import AsyncAPIResource as AsyncAPIResource
from openai._resource import SyncAPIResource as SyncAPIResource
from openai.resources.chat.completions.completions import AsyncCompletions as AsyncCompletions
from openai.resources.chat.completions.completions import Completions as Completions

class Chat(SyncAPIResource):
    @property
    def completions(self) -> Completions: ...

class AsyncChat(AsyncAPIResource):
    @property
    def completions(self) -> AsyncCompletions: ...

def __getattr__(name: str) -> Any: ...
