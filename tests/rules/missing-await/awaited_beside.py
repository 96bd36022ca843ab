"""Calls of which nothing is known but that the function awaits what others of the same name give."""

import asyncio
import inspect


async def respond(content, send):
    await send({"type": "start"})
    for part in content:
        await send({"type": "body", "body": part})
    send({"type": "end"})  # expect: missing-await[information] elsewhere


async def test_twice(app):
    await app.start()
    assert app.started
    app.start()  # expect: missing-await[information] elsewhere


async def either(handler, event):
    if inspect.iscoroutinefunction(handler):
        await handler(event)
        return
    handler(event)


async def branches(handler, event, is_async):
    if is_async:
        await handler(event)
    else:
        handler(event)


async def rebound(one, other):
    await one.start()
    one = other
    one.start()


async def mostly_dropped(pipe):
    await pipe.get("a")
    pipe.get("b")
    pipe.get("c")


async def kept(client):
    await client.send("a")
    sent = client.send("b")
    await asyncio.wait([sent])


def plain(client):
    async def inner():
        await client.send("a")

    client.send("b")
    return inner
