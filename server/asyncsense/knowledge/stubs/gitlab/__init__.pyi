from typing import Any

from gitlab.client import Gitlab as Gitlab

def __getattr__(name: str) -> Any: ...
