from typing import Any

from groq._client import AsyncGroq as AsyncGroq, Groq as Groq



def __getattr__(name: str) -> Any: ...
