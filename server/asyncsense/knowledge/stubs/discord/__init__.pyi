from typing import Any

from discord.abc import Messageable as Messageable
from discord.client import Client as Client
from discord.message import Message as Message

def __getattr__(name: str) -> Any: ...
