from typing import Any

from slack_sdk.webhook.client import WebhookClient as WebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse as WebhookResponse

def __getattr__(name: str) -> Any: ...
