from typing import Any

from asyncssh.connection import SSHClientConnection as SSHClientConnection
from asyncssh.connection import connect as connect
from asyncssh.connection import listen as listen
from asyncssh.process import SSHClientProcess as SSHClientProcess
from asyncssh.scp import scp as scp
from asyncssh.sftp import SFTPClient as SFTPClient

def __getattr__(name: str) -> Any: ...
