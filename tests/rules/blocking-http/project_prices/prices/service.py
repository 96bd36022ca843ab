from .api import PriceApi


class PriceService:
    def __init__(self, api: PriceApi):
        self.api = api
        self.prices = {}

    def price(self, symbol):
        if symbol not in self.prices:
            self.prices[symbol] = self.api.price(symbol)
        return self.prices[symbol]

    def refresh(self, symbols):
        for symbol in symbols:
            self.prices[symbol] = self.api.price(symbol)
        return self.prices

    def cached(self, symbol):
        return self.prices.get(symbol)


def create_service():
    return PriceService(PriceApi("secret"))
