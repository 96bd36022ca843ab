from typing import Any

from kubernetes.stream.stream import stream as stream

def __getattr__(name: str) -> Any: ...
