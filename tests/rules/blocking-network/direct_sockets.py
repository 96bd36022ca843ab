"""A line protocol on bare sockets."""

import select
import socket
import ssl
from socket import create_connection, gethostbyname

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)


async def ask(host: str, port: int, question: bytes) -> bytes:
    sock = socket.socket()
    sock.connect((host, port))  # expect: blocking-network
    sock.sendall(question)  # expect: blocking-network
    return sock.recv(4096)  # expect: blocking-network


async def probe(host, port):
    with socket.create_connection((host, port), timeout=3) as sock:  # expect: blocking-network
        return sock.getpeername()


async def dial(address):
    return create_connection(address)  # expect: blocking-network


async def serve_one():
    connection, address = listener.accept()  # expect: blocking-network
    return connection, address


async def resolve(host):
    return gethostbyname(host)  # expect: blocking-network


async def addresses(host: str):
    return socket.getaddrinfo(host, 443, proto=socket.IPPROTO_TCP)  # expect: blocking-network


async def receive(sock: socket.socket, size: int):
    data, sender = sock.recvfrom(size)  # expect: blocking-network
    return data, sender


async def wait_readable(sockets):
    readable, _, _ = select.select(sockets, [], [], 5.0)  # expect: blocking-network
    return readable


async def trust(path) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=path)  # expect: blocking-network
    return context


async def server_context(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)  # expect: blocking-network
    return context


class Channel:
    def __init__(self):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    async def emit(self, metric):
        self.sock.sendto(metric, ("127.0.0.1", 8125))  # expect: blocking-network


async def handshakes(context: ssl.SSLContext, address: tuple[str, int]):
    plain = socket.create_connection(address)  # expect: blocking-network
    secure = context.wrap_socket(plain)  # expect: blocking-network
    other = socket.socket()
    other.connect(address)  # expect: blocking-network
    return secure, context.wrap_socket(other)  # expect: blocking-network
