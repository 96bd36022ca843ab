"""Cheap digests, threads, and code off the loop."""

import asyncio
import hashlib
import hmac
import zlib
from concurrent.futures import ProcessPoolExecutor

import bcrypt

pool = ProcessPoolExecutor()


async def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def compare(left: bytes, right: bytes) -> bool:
    return hmac.compare_digest(left, right)


async def checksum(data):
    return zlib.crc32(data)


async def in_a_thread(password: bytes, stored: bytes):
    return await asyncio.to_thread(bcrypt.checkpw, password, stored)


async def in_a_process(password: bytes, salt: bytes):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, hashlib.pbkdf2_hmac, "sha256", password, salt, 100_000)


def hash_all(passwords, salt):
    return [bcrypt.hashpw(password, salt) for password in passwords]
