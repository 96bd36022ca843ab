from core import Bot, Cog

background_tasks = set()


class Reminders(Cog):
    async def remind(self, text):
        print(text)

    def on_ready(self):
        task = self.bot.loop.create_task(self.remind("ready"))
        background_tasks.add(task)
        task.add_done_callback(background_tasks.discard)
        task = self.bot.spawn(self.remind("spawned"))
        background_tasks.add(task)
        task.add_done_callback(background_tasks.discard)
        self.bot.keep(self.remind("kept"))

    def cog_unload(self):
        task = self.bot.spawn(self.remind("bye"))
        background_tasks.add(task)
        task.add_done_callback(background_tasks.discard)
        self.bot.keep(self.remind("bye"))


def setup():
    return Reminders(Bot())
