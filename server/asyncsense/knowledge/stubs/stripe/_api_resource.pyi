from typing import Any

from stripe._stripe_object import StripeObject as StripeObject

class APIResource(StripeObject):
    @classmethod
    def class_url(cls, *args: Any, **kwargs: Any) -> str: ...
    def instance_url(self, *args: Any, **kwargs: Any) -> str: ...

def __getattr__(name: str) -> Any: ...
