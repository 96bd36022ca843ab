from typing import Any

from valkey.client import Valkey as Valkey
from valkey.client import StrictValkey as StrictValkey
from valkey.cluster import ValkeyCluster as ValkeyCluster
from valkey.sentinel import Sentinel as Sentinel
from valkey.utils import from_url as from_url

def __getattr__(name: str) -> Any: ...
