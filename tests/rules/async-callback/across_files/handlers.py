class Handlers:
    def __init__(self, name):
        self.name = name

    async def on_exit(self, *args):
        print("bye", self.name)

    def on_reload(self, *args):
        print("again", self.name)


async def watchdog():
    print("alive")
