from typing import Any

from langchain_core.runnables.base import Runnable as Runnable

class RunnablePassthrough(Runnable):
    @classmethod
    def assign(cls, *args: Any, **kwargs: Any) -> Runnable: ...

def __getattr__(name: str) -> Any: ...
