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
            part.setup()  # expect: missing-await setup

    async def stop(self):
        for part in reversed(self.parts):
            await part.teardown()
        self.forecasts.announce("Rome")  # expect: missing-await announce


async def main():
    app = Application("key")
    await app.start()
    print(await app.forecasts.today("Berlin"))
    app.stop()  # expect: missing-await stop


asyncio.run(main())
