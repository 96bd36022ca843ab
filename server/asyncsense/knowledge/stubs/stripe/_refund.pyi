from typing import Any

from stripe._api_resource import APIResource as APIResource

class Refund(APIResource):
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    @classmethod
    def create(cls, *args: Any, **kwargs: Any) -> Any: ...

def __getattr__(name: str) -> Any: ...
