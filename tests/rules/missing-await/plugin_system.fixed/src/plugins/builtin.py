from plugins import Manager, Plugin


class Clock(Plugin):
    name = "clock"

    def __init__(self):
        self.ticking = False

    async def activate(self):
        self.ticking = True
        await super().activate()

    async def is_ticking(self):
        return self.ticking


class Alarm(Clock):
    name = "alarm"

    async def ring(self):
        if self.is_ticking():
            await self.deactivate()


async def load(manager: Manager):
    for cls in (Clock, Alarm):
        plugin = manager.register(cls)
        await plugin.activate()
    await manager.restart("clock")
