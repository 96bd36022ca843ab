from typing import Any

from elasticsearch._async.helpers import async_bulk as async_bulk
from elasticsearch._async.helpers import async_reindex as async_reindex
from elasticsearch._async.helpers import async_scan as async_scan
from elasticsearch._async.helpers import async_streaming_bulk as async_streaming_bulk
from elasticsearch.helpers.actions import bulk as bulk
from elasticsearch.helpers.actions import parallel_bulk as parallel_bulk
from elasticsearch.helpers.actions import reindex as reindex
from elasticsearch.helpers.actions import scan as scan
from elasticsearch.helpers.actions import streaming_bulk as streaming_bulk

def __getattr__(name: str) -> Any: ...
