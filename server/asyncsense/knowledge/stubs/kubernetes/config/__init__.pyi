from typing import Any

from kubernetes.config.config_exception import ConfigException as ConfigException
from kubernetes.config.incluster_config import load_incluster_config as load_incluster_config
from kubernetes.config.kube_config import load_kube_config as load_kube_config
from kubernetes.config.kube_config import new_client_from_config as new_client_from_config

def load_config(*args: Any, **kwargs: Any) -> None: ...
def __getattr__(name: str) -> Any: ...
