from typing import Any

from sendgrid.base_interface import BaseInterface as BaseInterface

class SendGridAPIClient(BaseInterface): ...

def __getattr__(name: str) -> Any: ...
