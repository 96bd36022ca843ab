from typing import Any

from groq._client import AsyncGroq as AsyncGroq
from groq._client import Groq as Groq

def __getattr__(name: str) -> Any: ...
