from typing import Any

from kubernetes.watch.watch import Watch as Watch

def __getattr__(name: str) -> Any: ...
