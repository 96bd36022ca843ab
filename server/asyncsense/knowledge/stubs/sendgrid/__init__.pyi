from typing import Any

from sendgrid.sendgrid import SendGridAPIClient as SendGridAPIClient

def __getattr__(name: str) -> Any: ...
