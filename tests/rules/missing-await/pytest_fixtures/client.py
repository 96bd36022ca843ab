class Client:
    def __init__(self, config):
        self.config = config

    async def send(self, message): ...

    async def close(self): ...


class PlainClient:
    def send(self, message): ...
