from typing import Any

from hvac.api.vault_api_base import VaultApiBase as VaultApiBase

class VaultApiCategory(VaultApiBase):
    def __getattr__(self, name: str) -> VaultApiBase: ...

def __getattr__(name: str) -> Any: ...
