from typing import Any

from anthropic._client import Anthropic as Anthropic
from anthropic._client import AsyncAnthropic as AsyncAnthropic
from anthropic.lib.bedrock._client import AnthropicBedrock as AnthropicBedrock
from anthropic.lib.bedrock._client import AsyncAnthropicBedrock as AsyncAnthropicBedrock

def __getattr__(name: str) -> Any: ...
