from typing import Any

from elasticsearch.helpers.actions import bulk as bulk
from elasticsearch.helpers.actions import parallel_bulk as parallel_bulk
from elasticsearch.helpers.actions import reindex as reindex
from elasticsearch.helpers.actions import scan as scan
from elasticsearch.helpers.actions import streaming_bulk as streaming_bulk

def __getattr__(name: str) -> Any: ...
