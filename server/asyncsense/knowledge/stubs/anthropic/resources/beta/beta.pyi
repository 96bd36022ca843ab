from typing import Any

from anthropic._resource import AsyncAPIResource as AsyncAPIResource
from anthropic._resource import SyncAPIResource as SyncAPIResource
from anthropic.resources.beta.files import AsyncFiles as AsyncFiles
from anthropic.resources.beta.files import Files as Files
from anthropic.resources.beta.messages.messages import AsyncMessages as AsyncMessages
from anthropic.resources.beta.messages.messages import Messages as Messages

class Beta(SyncAPIResource):
    @property
    def files(self) -> Files: ...
    @property
    def messages(self) -> Messages: ...

class AsyncBeta(AsyncAPIResource):
    @property
    def files(self) -> AsyncFiles: ...
    @property
    def messages(self) -> AsyncMessages: ...

def __getattr__(name: str) -> Any: ...
