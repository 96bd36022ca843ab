import asyncio


class Bot:
    def __init__(self):
        self.loop = asyncio.get_event_loop()
        self.tasks = set()

    def spawn(self, coro):
        """Gives the task back; keeps nothing."""
        return self.loop.create_task(coro)

    def keep(self, coro):
        task = self.loop.create_task(coro)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task


class Cog:
    def __init__(self, bot: Bot):
        self.bot = bot
