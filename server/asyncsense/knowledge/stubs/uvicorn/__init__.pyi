from typing import Any

from uvicorn.config import Config as Config
from uvicorn.main import run as run
from uvicorn.server import Server as Server

def __getattr__(name: str) -> Any: ...
