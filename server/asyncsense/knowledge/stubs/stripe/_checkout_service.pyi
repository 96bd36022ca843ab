from typing import Any

from stripe._stripe_service import StripeService as StripeService

class CheckoutService(StripeService):
    sessions: StripeService

def __getattr__(name: str) -> Any: ...
