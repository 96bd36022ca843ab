from typing import Any

from openai._client import AsyncOpenAI as AsyncOpenAI
from openai._client import OpenAI as OpenAI
from openai.lib.azure import AsyncAzureOpenAI as AsyncAzureOpenAI
from openai.lib.azure import AzureOpenAI as AzureOpenAI

def __getattr__(name: str) -> Any: ...
