"""Methods that say nothing of the object that they are called on."""

from __future__ import annotations

import io
from collections import deque
from functools import cache
from pathlib import Path
from queue import Queue
from socket import socket
from subprocess import Popen
from threading import Thread


@cache
def common_methods() -> frozenset[str]:
    """Methods of objects that any program has."""
    types = (dict, list, set, str, bytes, int, tuple, deque, Path, Thread, Queue, socket, Popen)
    own = {name for one in (*types, io.TextIOWrapper, io.BufferedRandom) for name in dir(one)}
    return frozenset(
        own | {"get", "set", "send", "run", "start", "stop", "close", "execute", "commit"}
    )
