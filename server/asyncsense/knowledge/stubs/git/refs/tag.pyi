from typing import Any

from git.refs.reference import Reference as Reference

class TagReference(Reference): ...

def __getattr__(name: str) -> Any: ...
