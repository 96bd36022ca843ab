from radio import port


class Radio:
    async def connect(self):
        return await port.connect()

    async def reset(self): ...
