"""A synchronous class and its asynchronous twin: only the receiver's type tells them apart."""


class Transport:
    def write(self, data):
        return len(data)

    def read(self, size):
        return b"x" * size


class AsyncTransport:
    async def write(self, data):
        return len(data)

    async def read(self, size):
        return b"x" * size


class Device:
    def __init__(self, transport: Transport):
        self.transport = transport
        self.serial = None

    def reset(self):
        self.transport.write(b"RST")
        if self.transport.read(1) == b"x":
            self.serial = self.transport.read(8).hex()

    def info(self):
        header = self.transport.read(4)
        return header[0], header[1:]


class AsyncDevice:
    def __init__(self, transport: AsyncTransport):
        self.transport = transport
        self.serial = None

    async def reset(self):
        await self.transport.write(b"RST")
        if self.transport.read(1) == b"x":
            self.serial = self.transport.read(8).hex()

    async def info(self):
        header = self.transport.read(4)
        return header[0], header[1:]


async def reset_both():
    sync, asynchronous = Device(Transport()), AsyncDevice(AsyncTransport())
    sync.reset()
    await asynchronous.reset()
    for device in (sync, Device(Transport())):
        device.reset()
