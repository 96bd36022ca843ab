"""Non-blocking sockets, the loop's own methods, and asynchronous libraries."""

import asyncio
import socket
import ssl

import aiosmtplib
import zmq.asyncio

context = zmq.asyncio.Context()
control = context.socket(zmq.REQ)


async def streams(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"hello")
    await writer.drain()
    return await reader.read(100)


async def loop_methods(host, port, payload):
    loop = asyncio.get_running_loop()
    sock = socket.socket()
    sock.setblocking(False)
    await loop.sock_connect(sock, (host, port))
    await loop.sock_sendall(sock, payload)
    return await loop.sock_recv(sock, 1024)


async def non_blocking(address):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setblocking(False)
    sock.sendto(b"ping", address)
    try:
        return sock.recv(1024)
    except BlockingIOError:
        return None


async def zero_timeout():
    sock = socket.socket()
    sock.settimeout(0)
    return sock.recv(16)


class Receiver:
    def __init__(self, port):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.setblocking(False)
        self.sock.bind(("", port))

    def start(self):
        asyncio.get_running_loop().add_reader(self.sock, self.on_readable)

    def on_readable(self):
        data, sender = self.sock.recvfrom(2048)
        print(sender, len(data))


async def listen(port):
    receiver = Receiver(port)
    receiver.start()
    await asyncio.sleep(3600)


async def resolve(host):
    loop = asyncio.get_running_loop()
    return await loop.getaddrinfo(host, 443)


async def resolve_in_thread(host):
    return await asyncio.to_thread(socket.gethostbyname, host)


async def options(sock: socket.socket):
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("", 0))
    sock.listen(5)
    return sock.getsockname()


async def context_in_thread():
    return await asyncio.to_thread(ssl.create_default_context)


async def mail(message):
    await aiosmtplib.send(message, hostname="mail")


async def zmq_async(payload):
    await control.send(payload)
    return await control.recv()


async def transport(transport: asyncio.DatagramTransport):
    transport.sendto(b"x")
    transport.close()


class Radio:
    def connect(self, station):
        self.station = station

    def send(self, text):
        return f"{self.station}: {text}"

    def recv(self, size):
        return "noise" * size


async def radio():
    radio = Radio()
    radio.connect("FM4")
    radio.send("hello")
    return radio.recv(2)


async def generator():
    def numbers():
        received = yield
        while received:
            received = yield received

    stream = numbers()
    next(stream)
    return stream.send(1)


async def handshakes_later(context: ssl.SSLContext, plain: socket.socket, options: dict):
    listening = context.wrap_socket(socket.socket(), server_side=True)
    fresh = socket.socket()
    wrapped = context.wrap_socket(fresh, server_hostname="localhost")
    lazy = context.wrap_socket(plain, do_handshake_on_connect=False)
    return listening, wrapped, lazy, wrap(context, plain, **options)


def wrap(context: ssl.SSLContext, plain: socket.socket, **options):
    return context.wrap_socket(plain, **options)


async def is_address(text: str) -> bool:
    numeric = socket.AI_NUMERICHOST
    return bool(socket.getaddrinfo(text, 0, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST | numeric))


async def own_address():
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    probe.connect(("192.0.2.1", 80))
    return probe.getsockname()[0]
