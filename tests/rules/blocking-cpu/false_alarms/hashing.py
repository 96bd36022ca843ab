"""Cheap digests, threads, and code off the loop."""

import asyncio
import functools
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


class Passwords:
    """Hashes where nobody waits for it."""

    def __init__(self, rounds: int) -> None:
        self.rounds = rounds

    def hash(self, password: bytes) -> bytes:
        return bcrypt.hashpw(password, bcrypt.gensalt(self.rounds))

    async def register(self, password: bytes) -> bytes:
        return await asyncio.to_thread(self.hash, password)

    async def with_lambda(self, password: bytes) -> bytes:
        return await asyncio.to_thread(lambda: self.hash(password))

    async def later(self, password: bytes) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, functools.partial(self.hash, password))


class Codec:
    """Other things of these names."""

    def compress(self, data: bytes) -> bytes:
        return data[:10]

    def hashpw(self, password: bytes) -> bytes:
        return password[::-1]


async def other_codec(codec: Codec, data: bytes) -> bytes:
    return codec.hashpw(codec.compress(data))


async def piecewise(data: bytes) -> bytes:
    compressor = zlib.compressobj()
    return compressor.compress(data) + compressor.flush()


async def incremental(chunks: list[bytes]) -> str:
    digest = hashlib.blake2b()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


async def unknown(codec, data):
    return codec.compress(data)


def compress_all(parts: list[bytes]) -> list[bytes]:
    return [zlib.compress(part) for part in parts]
