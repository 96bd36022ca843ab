class Store:
    def __init__(self):
        self._rows = {}

    async def load(self, key):
        return self._rows[key]

    async def save(self, key, value):
        self._rows[key] = value
