from typing import Any

from httpx import Client as Client

class TestClient(Client): ...

def __getattr__(name: str) -> Any: ...
