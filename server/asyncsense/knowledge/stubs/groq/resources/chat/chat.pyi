from typing import Any

from groq._resource import AsyncAPIResource as AsyncAPIResource
from groq._resource import SyncAPIResource as SyncAPIResource
from groq.resources.chat.completions import AsyncCompletions as AsyncCompletions
from groq.resources.chat.completions import Completions as Completions

class Chat(SyncAPIResource):
    @property
    def completions(self) -> Completions: ...

class AsyncChat(AsyncAPIResource):
    @property
    def completions(self) -> AsyncCompletions: ...

def __getattr__(name: str) -> Any: ...
