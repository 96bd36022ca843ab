import asyncio

from clients import Geocoder, WeatherClient
from components import Forecasts


class Application:
    def __init__(self, key):
        self.messages = []
        client = WeatherClient(key)
        self.forecasts = Forecasts(self, client, geocoder=Geocoder())
        self.parts = [self.forecasts]

    async def publish(self, message):
        self.messages.append(message)

    async def start(self):
        for part in self.parts:
            await part.setup()

    async def stop(self):
        for part in reversed(self.parts):
            await part.teardown()
        await self.forecasts.announce("Rome")


async def main():
    app = Application("key")
    await app.start()
    print(await app.forecasts.today("Berlin"))
    await app.stop()


asyncio.run(main())
