from typing import Any

class Webhook:
    @staticmethod
    def construct_event(*args: Any, **kwargs: Any) -> Any: ...

class WebhookSignature:
    @classmethod
    def verify_header(cls, *args: Any, **kwargs: Any) -> bool: ...

def __getattr__(name: str) -> Any: ...
