from typing import Any

from pandas.io.json._json import read_json as read_json

def __getattr__(name: str) -> Any: ...
