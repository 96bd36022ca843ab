from typing import Any

from slack_sdk.web.client import WebClient as WebClient
from slack_sdk.webhook.client import WebhookClient as WebhookClient

def __getattr__(name: str) -> Any: ...
