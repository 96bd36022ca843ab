from typing import Any

from git.refs.head import Head as Head
from git.refs.reference import Reference as Reference
from git.refs.tag import TagReference as TagReference

def __getattr__(name: str) -> Any: ...
