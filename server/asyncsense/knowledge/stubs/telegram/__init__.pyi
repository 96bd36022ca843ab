from typing import Any

from telegram._bot import Bot as Bot
from telegram._message import Message as Message
from telegram._update import Update as Update

def __getattr__(name: str) -> Any: ...
