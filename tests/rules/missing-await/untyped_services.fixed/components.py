from base import Component


class Forecasts(Component):
    def __init__(self, app, client, geocoder):
        super().__init__(app, client)
        self._geo = geocoder

    async def today(self, city):
        sky = self.client.forecast(city)["sky"]
        return f"{city}: {sky}"

    async def position(self, city):
        latitude, longitude = self._geo.locate(city)
        return latitude, longitude

    async def announce(self, city):
        await self.app.publish(await self.today(city))
