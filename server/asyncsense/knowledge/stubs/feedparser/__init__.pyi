from typing import Any

from feedparser.api import parse as parse
from feedparser.util import FeedParserDict as FeedParserDict

def __getattr__(name: str) -> Any: ...
