async def test_nearest_wins(client, opened):
    client.send("a")
    await opened.send("b")
