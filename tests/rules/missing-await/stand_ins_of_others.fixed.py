"""What a test replaces on other objects than the one that it calls."""


class Request:
    async def shutdown(self) -> None: ...


class Bot:
    def __init__(self) -> None:
        self.request = Request()

    async def shutdown(self) -> None:
        await self.request.shutdown()


async def test_shutdown(monkeypatch) -> None:
    async def shutdown(*arguments) -> None: ...

    monkeypatch.setattr(Request, "shutdown", shutdown)
    bot = Bot()
    await bot.shutdown()
    await bot.shutdown()


async def test_own(monkeypatch) -> None:
    bot = Bot()
    monkeypatch.setattr(bot, "shutdown", lambda: None)
    bot.shutdown()
