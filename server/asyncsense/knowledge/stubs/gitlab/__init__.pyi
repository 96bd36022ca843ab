from typing import Any

from gitlab.client import Gitlab as Gitlab
from gitlab.exceptions import GitlabError as GitlabError
from gitlab.exceptions import GitlabGetError as GitlabGetError

def __getattr__(name: str) -> Any: ...
