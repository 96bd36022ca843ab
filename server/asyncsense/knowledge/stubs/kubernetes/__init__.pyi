from typing import Any

from kubernetes import client as client
from kubernetes import config as config
from kubernetes import stream as stream
from kubernetes import watch as watch

def __getattr__(name: str) -> Any: ...
