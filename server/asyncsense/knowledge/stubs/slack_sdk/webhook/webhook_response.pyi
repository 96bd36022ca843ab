from typing import Any

class WebhookResponse:
    status_code: int
    body: str

def __getattr__(name: str) -> Any: ...
