from typing import Any

from git.cmd import Git as Git
from git.exc import GitCommandError as GitCommandError
from git.exc import InvalidGitRepositoryError as InvalidGitRepositoryError
from git.index.base import IndexFile as IndexFile
from git.remote import Remote as Remote
from git.repo.base import Repo as Repo

def __getattr__(name: str) -> Any: ...
