from typing import Any

class GitlabError(Exception):
    response_code: Any

class GitlabGetError(GitlabError): ...

def __getattr__(name: str) -> Any: ...
