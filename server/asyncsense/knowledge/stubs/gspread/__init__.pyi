from typing import Any

from gspread.auth import authorize as authorize
from gspread.auth import oauth as oauth
from gspread.auth import oauth_from_dict as oauth_from_dict
from gspread.auth import service_account as service_account
from gspread.auth import service_account_from_dict as service_account_from_dict
from gspread.client import Client as Client
from gspread.spreadsheet import Spreadsheet as Spreadsheet
from gspread.worksheet import Worksheet as Worksheet

def __getattr__(name: str) -> Any: ...
