from typing import Any

from anthropic._client import Anthropic as Anthropic
from anthropic._client import AsyncAnthropic as AsyncAnthropic

class AnthropicBedrock(Anthropic): ...

class AsyncAnthropicBedrock(AsyncAnthropic): ...

def __getattr__(name: str) -> Any: ...
