"""Methods of asyncio protocols are called by the event loop."""

# decision: rules.md does not name protocols; a user expects them to be loop code.
import asyncio
import time


class EchoProtocol(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        time.sleep(0.1)  # expect: blocking-sleep
        self.transport.write(data)


class Discovery(asyncio.DatagramProtocol):
    def datagram_received(self, data, addr):
        self.answer(addr)  # expect: blocking-sleep

    def answer(self, addr):
        time.sleep(0.05)
        print("answer", addr)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(EchoProtocol, "127.0.0.1", 7000)
    async with server:
        await server.serve_forever()
