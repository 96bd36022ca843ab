"""An asynchronous generator is one whatever its annotation says."""


class Client:
    async def stream(self) -> dict:
        yield {"line": 1}


async def main():
    async for line in Client().stream():
        print(line)
