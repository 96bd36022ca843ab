from typing import Any

from textual._work_decorator import work as work

def __getattr__(name: str) -> Any: ...
