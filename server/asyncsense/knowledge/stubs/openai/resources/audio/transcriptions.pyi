from typing import Any

from openai._resource import AsyncAPIResource as AsyncAPIResource
from openai._resource import SyncAPIResource as SyncAPIResource

class Transcriptions(SyncAPIResource):
    def create(self, *args: Any, **kwargs: Any) -> Any: ...

class AsyncTranscriptions(AsyncAPIResource):
    async def create(self, *args: Any, **kwargs: Any) -> Any: ...

def __getattr__(name: str) -> Any: ...
