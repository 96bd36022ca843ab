from base import Component


class Forecasts(Component):
    def __init__(self, app, client, geocoder):
        super().__init__(app, client)
        self._geo = geocoder

    async def today(self, city):
        sky = self.client.forecast(city)["sky"]  # expect: missing-await forecast
        return f"{city}: {sky}"

    async def position(self, city):
        latitude, longitude = self._geo.locate(city)  # expect: missing-await locate
        return latitude, longitude

    async def announce(self, city):
        self.app.publish(await self.today(city))  # expect: missing-await publish
