from typing import Any

from zeep.client import AsyncClient as AsyncClient
from zeep.client import CachingClient as CachingClient
from zeep.client import Client as Client
from zeep.settings import Settings as Settings
from zeep.transports import Transport as Transport

def __getattr__(name: str) -> Any: ...
