class Repository:
    """Synchronous since it moved to memory."""

    def __init__(self):
        self.rows = {}

    def get(self, key):
        return self.rows.get(key, 0)

    def put(self, key, value):
        self.rows[key] = value

    async def flush(self):
        self.rows.clear()
