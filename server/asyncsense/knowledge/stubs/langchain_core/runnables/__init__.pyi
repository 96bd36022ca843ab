from typing import Any

from langchain_core.runnables.base import Runnable as Runnable
from langchain_core.runnables.base import RunnableLambda as RunnableLambda
from langchain_core.runnables.base import RunnableParallel as RunnableParallel
from langchain_core.runnables.base import RunnableSequence as RunnableSequence
from langchain_core.runnables.passthrough import RunnablePassthrough as RunnablePassthrough

def __getattr__(name: str) -> Any: ...
