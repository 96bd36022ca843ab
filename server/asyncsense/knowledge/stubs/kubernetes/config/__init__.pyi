from typing import Any

from kubernetes.config.incluster_config import load_incluster_config as load_incluster_config
from kubernetes.config.kube_config import load_kube_config as load_kube_config

def __getattr__(name: str) -> Any: ...
