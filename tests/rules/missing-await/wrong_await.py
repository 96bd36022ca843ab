"""An `await` is there, at the wrong place."""
import asyncio


class History:
    async def fetch(self, room):
        return {"data": {room: []}, "next": None}

    async def file_exists(self, path):
        return path.endswith(".txt")

    async def dir_exists(self, path):
        return path.endswith("/")

    async def rows(self):
        return [History()]

    async def page(self):
        return History()


class Archive(History):
    async def messages(self, room):
        return await self.fetch(room)["data"][room]  # expect: missing-await fetch

    async def exists(self, path):
        # the left side is always true: the right one is never asked
        return await (self.file_exists(path) or self.dir_exists(path))  # expect: missing-await file_exists

    async def both(self, path):
        return await (self.file_exists(path) and self.dir_exists(path))  # expect: missing-await file_exists

    async def chained(self):
        return await self.page().fetch("lobby")  # expect: missing-await page

    async def deep(self):
        first = await self.rows()[0].page()  # expect: missing-await rows
        return first

    async def ternary(self, path):
        return await (self.fetch(path) if self.file_exists(path) else self.page())  # expect: missing-await file_exists

    async def timed(self, room):
        data = await asyncio.wait_for(self.fetch(room)["data"], 3)  # expect: missing-await fetch
        return data

    async def compared(self, room):
        if await self.page() and self.fetch(room)["next"] is None:  # expect: missing-await fetch
            return True
        return await self.page() == self.page()  # expect: missing-await page
