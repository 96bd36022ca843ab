from core import Bot, Cog


class Reminders(Cog):
    async def remind(self, text):
        print(text)

    def on_ready(self):
        self.bot.loop.create_task(self.remind("ready"))  # expect: dangling-task
        self.bot.spawn(self.remind("spawned"))  # expect: dangling-task
        self.bot.keep(self.remind("kept"))

    def cog_unload(self):
        task = self.bot.spawn(self.remind("bye"))  # expect: dangling-task
        self.bot.keep(self.remind("bye"))


def setup():
    return Reminders(Bot())
