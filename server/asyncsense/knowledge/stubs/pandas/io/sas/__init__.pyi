from typing import Any

from pandas.io.sas.sasreader import read_sas as read_sas

def __getattr__(name: str) -> Any: ...
