from typing import Any

from openai._client import AsyncOpenAI as AsyncOpenAI
from openai._client import OpenAI as OpenAI

class AzureOpenAI(OpenAI): ...

class AsyncAzureOpenAI(AsyncOpenAI): ...

def __getattr__(name: str) -> Any: ...
