from typing import Any

from slack_sdk.web.client import WebClient as WebClient

def __getattr__(name: str) -> Any: ...
