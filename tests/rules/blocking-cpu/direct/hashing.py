"""Password hashing and compression on the event loop."""

import gzip
import hashlib
import zlib
from hashlib import scrypt

import bcrypt
from argon2 import PasswordHasher
from passlib.context import CryptContext

SALT = b"$2b$12$abcdefghijklmnopqrstuv"
hasher = PasswordHasher()
passwords = CryptContext(schemes=["bcrypt"])


async def derive(password: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)  # expect: blocking-cpu pbkdf2_hmac


async def derive_memory_hard(password, salt):
    return scrypt(password, salt=salt, n=2**15, r=8, p=1)  # expect: blocking-cpu


async def register(password: str):
    return bcrypt.hashpw(password.encode(), SALT)  # expect: blocking-cpu


async def login(password: bytes, stored: bytes) -> bool:
    return bcrypt.checkpw(password, stored)  # expect: blocking-cpu


async def modern(password):
    return hasher.hash(password)  # expect: blocking-cpu


async def verify(password, stored):
    return passwords.verify(password, stored)  # expect: blocking-cpu


async def pack(data: bytes) -> bytes:
    return zlib.compress(data, 9)  # expect: blocking-cpu


async def pack_for_web(data):
    return gzip.compress(data)  # expect: blocking-cpu


def check_password(user, password: str) -> bool:
    return bcrypt.checkpw(password.encode(), user.password_hash)


async def authenticate(user, password):
    return check_password(user, password)  # expect: blocking-cpu
