async def test_nearest_wins(client, opened):
    client.send("a")
    opened.send("b")  # expect: missing-await
