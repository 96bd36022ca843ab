from typing import Any

from stripe._billing_portal_service import BillingPortalService as BillingPortalService
from stripe._checkout_service import CheckoutService as CheckoutService
from stripe._stripe_service import StripeService as StripeService

class V1Services(StripeService):
    checkout: CheckoutService
    billing_portal: BillingPortalService
    charges: StripeService
    customers: StripeService
    invoices: StripeService
    payment_intents: StripeService
    payment_methods: StripeService
    prices: StripeService
    products: StripeService
    refunds: StripeService
    setup_intents: StripeService
    subscriptions: StripeService
    coupons: StripeService
    plans: StripeService
    payouts: StripeService
    transfers: StripeService
    accounts: StripeService
    events: StripeService
    invoice_items: StripeService
    tax_rates: StripeService
    balance: StripeService
    disputes: StripeService
    promotion_codes: StripeService
    subscription_items: StripeService
    files: StripeService
    webhook_endpoints: StripeService
    balance_transactions: StripeService
    tokens: StripeService
    sources: StripeService
    quotes: StripeService
    subscription_schedules: StripeService

def __getattr__(name: str) -> Any: ...
