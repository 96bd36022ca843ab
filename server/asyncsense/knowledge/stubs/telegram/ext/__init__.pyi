from typing import Any

from telegram.ext._application import Application as Application

def __getattr__(name: str) -> Any: ...
