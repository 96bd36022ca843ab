from shop.storage.memory import MemoryStore as Store
from shop.storage.memory import open_store

__all__ = ["Store", "open_store"]
