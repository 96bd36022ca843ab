from typing import Any

from pandas.io.parsers.readers import read_csv as read_csv, read_fwf as read_fwf, read_table as read_table



def __getattr__(name: str) -> Any: ...
