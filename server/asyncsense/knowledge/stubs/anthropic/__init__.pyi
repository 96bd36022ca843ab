from typing import Any

from anthropic._client import Anthropic as Anthropic
from anthropic._client import AsyncAnthropic as AsyncAnthropic

def __getattr__(name: str) -> Any: ...
