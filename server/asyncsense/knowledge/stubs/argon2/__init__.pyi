from typing import Any

from argon2._password_hasher import PasswordHasher as PasswordHasher

def __getattr__(name: str) -> Any: ...
