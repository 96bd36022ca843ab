from typing import Any

from groq._resource import AsyncAPIResource as AsyncAPIResource
from groq._resource import SyncAPIResource as SyncAPIResource

class Completions(SyncAPIResource):
    def create(self, *args: Any, **kwargs: Any) -> Any: ...

class AsyncCompletions(AsyncAPIResource):
    async def create(self, *args: Any, **kwargs: Any) -> Any: ...

def __getattr__(name: str) -> Any: ...
