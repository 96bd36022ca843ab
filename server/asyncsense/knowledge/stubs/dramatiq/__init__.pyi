from typing import Any

from dramatiq.actor import Actor as Actor
from dramatiq.actor import actor as actor
from dramatiq.message import Message as Message

def __getattr__(name: str) -> Any: ...
