from typing import Any

from geopy.geocoders.google import GoogleV3 as GoogleV3
from geopy.geocoders.nominatim import Nominatim as Nominatim

def __getattr__(name: str) -> Any: ...
