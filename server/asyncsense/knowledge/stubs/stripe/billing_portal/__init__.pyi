from typing import Any

from stripe.billing_portal._session import Session as Session

def __getattr__(name: str) -> Any: ...
