from typing import Any

from minio.api import Minio as Minio

def __getattr__(name: str) -> Any: ...
