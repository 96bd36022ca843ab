"""Prices of a stock exchange."""

from .api import latest
from .service import create_service

__all__ = ["create_service", "latest"]
