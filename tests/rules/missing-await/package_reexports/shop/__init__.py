"""A shop: what its users import."""

from .service import Basket, checkout
from .storage import *

__all__ = ["Basket", "checkout", "open_store", "Store"]
