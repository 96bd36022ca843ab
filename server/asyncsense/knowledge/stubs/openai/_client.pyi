from typing import Any

from openai._base_client import AsyncAPIClient as AsyncAPIClient
from openai._base_client import SyncAPIClient as SyncAPIClient
from openai.resources.chat.chat import AsyncChat as AsyncChat
from openai.resources.chat.chat import Chat as Chat
from openai.resources.embeddings import AsyncEmbeddings as AsyncEmbeddings
from openai.resources.embeddings import Embeddings as Embeddings
from openai.resources.images import AsyncImages as AsyncImages
from openai.resources.images import Images as Images
from openai.resources.responses.responses import AsyncResponses as AsyncResponses
from openai.resources.responses.responses import Responses as Responses

class OpenAI(SyncAPIClient):
    @property
    def chat(self) -> Chat: ...
    @property
    def embeddings(self) -> Embeddings: ...
    @property
    def images(self) -> Images: ...
    @property
    def responses(self) -> Responses: ...

class AsyncOpenAI(AsyncAPIClient):
    @property
    def chat(self) -> AsyncChat: ...
    @property
    def embeddings(self) -> AsyncEmbeddings: ...
    @property
    def images(self) -> AsyncImages: ...
    @property
    def responses(self) -> AsyncResponses: ...

def __getattr__(name: str) -> Any: ...
