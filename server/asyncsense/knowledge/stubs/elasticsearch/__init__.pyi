from typing import Any

from elasticsearch import helpers as helpers
from elasticsearch._async.client import AsyncElasticsearch as AsyncElasticsearch
from elasticsearch._sync.client import Elasticsearch as Elasticsearch

def __getattr__(name: str) -> Any: ...
