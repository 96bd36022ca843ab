from typing import Any

from twilio.rest.api.v2010.account.call import CallList as CallList
from twilio.rest.api.v2010.account.message import MessageList as MessageList

def __getattr__(name: str) -> Any: ...
