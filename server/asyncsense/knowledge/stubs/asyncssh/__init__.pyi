from typing import Any

from asyncssh.connection import SSHClientConnection as SSHClientConnection, connect as connect, listen as listen
from asyncssh.process import SSHClientProcess as SSHClientProcess
from asyncssh.scp import scp as scp
from asyncssh.sftp import SFTPClient as SFTPClient



def __getattr__(name: str) -> Any: ...
