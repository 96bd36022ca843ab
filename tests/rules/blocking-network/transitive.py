"""A client of a line protocol, used by coroutines."""

import asyncio
import socket


class LineClient:
    def __init__(self, host, port):
        self.address = (host, port)
        self.sock = None

    def connect(self):
        self.sock = socket.create_connection(self.address)
        return self

    def command(self, text):
        if self.sock is None:
            self.connect()
        self.sock.sendall(text.encode() + b"\n")
        return self._line()

    def _line(self):
        data = b""
        while not data.endswith(b"\n"):
            data += self.sock.recv(1024)
        return data.decode()

    def __enter__(self):
        return self.connect()

    def __exit__(self, *exc_info):
        self.sock.close()
        self.sock = None


def resolve_all(hosts):
    return {host: socket.gethostbyname(host) for host in hosts}


async def version(client: LineClient):
    return client.command("VERSION")  # expect: blocking-network


async def scoped(host):
    with LineClient(host, 7):  # expect: blocking-network
        await asyncio.sleep(1)


async def lookup(hosts):
    return resolve_all(hosts)  # expect: blocking-network


async def lookup_in_thread(hosts):
    return await asyncio.to_thread(resolve_all, hosts)


async def construct(host):
    return LineClient(host, 7)


if hasattr(socket, "AF_INET6"):
    FAMILY = socket.AF_INET6


def addresses(host: str) -> list[str]:
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, None)]
    if hasattr(socket, "AF_UNIX"):
        found.append("")
    return found


async def first_address(host: str) -> str:
    return addresses(host)[0]  # expect: blocking-network
