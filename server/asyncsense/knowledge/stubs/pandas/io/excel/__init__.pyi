from typing import Any

from pandas.io.excel._base import ExcelFile as ExcelFile
from pandas.io.excel._base import ExcelWriter as ExcelWriter
from pandas.io.excel._base import read_excel as read_excel

def __getattr__(name: str) -> Any: ...
