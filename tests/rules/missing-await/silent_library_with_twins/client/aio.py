from client._base import Commands


class Api(Commands):
    async def execute(self, *words: str) -> str:
        return " ".join(words)

    def rename(self, old: str, new: str):
        return self.set(new, old)

    async def copy(self, source: str, target: str) -> None:
        value = await self.get(source)
        await self.set(target, value.strip())
        await self.rename(source, target)
