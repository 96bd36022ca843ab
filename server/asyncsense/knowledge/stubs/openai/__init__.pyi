from typing import Any

from openai._client import AsyncOpenAI as AsyncOpenAI, OpenAI as OpenAI
from openai.lib.azure import AsyncAzureOpenAI as AsyncAzureOpenAI, AzureOpenAI as AzureOpenAI



def __getattr__(name: str) -> Any: ...
