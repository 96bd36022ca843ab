from plugins import Manager, Plugin


class Clock(Plugin):
    name = "clock"

    def __init__(self):
        self.ticking = False

    async def activate(self):
        self.ticking = True
        super().activate()  # expect: missing-await activate

    async def is_ticking(self):
        return self.ticking


class Alarm(Clock):
    name = "alarm"

    async def ring(self):
        if self.is_ticking():  # expect: missing-await is_ticking
            self.deactivate()  # expect: missing-await deactivate


async def load(manager: Manager):
    for cls in (Clock, Alarm):
        plugin = manager.register(cls)
        plugin.activate()  # expect: missing-await activate
    await manager.restart("clock")
