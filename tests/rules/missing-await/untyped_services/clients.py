class WeatherClient:
    def __init__(self, key):
        self.key = key

    async def forecast(self, city):
        return {"city": city, "sky": "blue", "key": self.key}

    async def aclose(self):
        self.key = None


class Geocoder:
    async def locate(self, city):
        return 52.5, 13.4
