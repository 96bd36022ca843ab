from typing import Any

from github import Auth as Auth
from github.GithubException import GithubException as GithubException
from github.GithubException import UnknownObjectException as UnknownObjectException
from github.GithubIntegration import GithubIntegration as GithubIntegration
from github.MainClass import Github as Github

def __getattr__(name: str) -> Any: ...
