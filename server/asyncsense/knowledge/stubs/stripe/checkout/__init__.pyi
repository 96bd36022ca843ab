from typing import Any

from stripe.checkout._session import Session as Session

def __getattr__(name: str) -> Any: ...
