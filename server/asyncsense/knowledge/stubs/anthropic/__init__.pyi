from typing import Any

from anthropic._client import Anthropic as Anthropic, AsyncAnthropic as AsyncAnthropic



def __getattr__(name: str) -> Any: ...
