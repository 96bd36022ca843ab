from typing import Any

from github.MainClass import Github as Github

def __getattr__(name: str) -> Any: ...
