class Component:
    """Parts get their collaborators from the application, without annotations."""

    def __init__(self, app, client):
        self.app = app
        self.client = client

    async def setup(self):
        return self

    async def teardown(self):
        await self.client.aclose()
