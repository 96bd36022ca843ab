from typing import Any

from geopy.geocoders import Nominatim as Nominatim
from geopy.location import Location as Location

def __getattr__(name: str) -> Any: ...
