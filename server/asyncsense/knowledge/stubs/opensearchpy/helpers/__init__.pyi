from typing import Any

from opensearchpy._async.helpers.actions import async_bulk as async_bulk
from opensearchpy._async.helpers.actions import async_reindex as async_reindex
from opensearchpy._async.helpers.actions import async_scan as async_scan
from opensearchpy._async.helpers.actions import async_streaming_bulk as async_streaming_bulk
from opensearchpy.helpers.actions import bulk as bulk
from opensearchpy.helpers.actions import parallel_bulk as parallel_bulk
from opensearchpy.helpers.actions import reindex as reindex
from opensearchpy.helpers.actions import scan as scan
from opensearchpy.helpers.actions import streaming_bulk as streaming_bulk

def __getattr__(name: str) -> Any: ...
