from typing import Any

from stripe._stripe_service import StripeService as StripeService

class BillingPortalService(StripeService):
    sessions: StripeService

def __getattr__(name: str) -> Any: ...
