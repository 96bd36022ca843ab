from typing import Any

from langchain_core.language_models.chat_models import BaseChatModel as BaseChatModel
from langchain_core.language_models.llms import BaseLLM as BaseLLM

def __getattr__(name: str) -> Any: ...
