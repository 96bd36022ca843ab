from typing import Any

from praw.reddit import Reddit as Reddit

def __getattr__(name: str) -> Any: ...
