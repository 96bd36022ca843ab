"""A name is looked up only if it is the one that the parameter is compared with; nobody is asked for localhost."""

import socket


class Node:
    def __init__(self, host: str) -> None:
        if host == "localhost":
            host = socket.gethostbyname(host)
        self.host = host


class Other:
    def __init__(self, host: str) -> None:
        if host == "db.example.org":
            host = socket.gethostbyname(host)
        self.host = host


class Nodes:
    def node(self, host: str, port: int) -> str | None:
        if host and port:
            if host == "localhost":
                host = socket.gethostbyname(host)
            return host
        return None


class Moved:
    def __init__(self, host: str, real: str) -> None:
        if host == "localhost":
            host = real
            host = socket.gethostbyname(host)
        self.host = host


class Retrying:
    def __init__(self, host: str) -> None:
        for number in range(3):
            if host == "db.example.org":
                socket.gethostbyname(host)
            host = f"db.example.org"


def lookup() -> str:
    return socket.gethostbyname("localhost")


async def main(host: str) -> None:
    Node("localhost")
    Node(host)
    Nodes().node(host, 6379)
    Other("127.0.0.1")
    Other("db.example.org")  # expect: blocking-network
    Other(host)  # expect: blocking-network
    Moved("localhost", host)  # expect: blocking-network
    Retrying("127.0.0.1")  # expect: blocking-network
    socket.gethostbyname("localhost")  # expect: blocking-network[information]
    lookup()  # expect: blocking-network[information]
