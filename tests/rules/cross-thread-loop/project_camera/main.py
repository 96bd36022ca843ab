import asyncio

from camera.hub import Hub
from camera.reader import Reader


async def main(device):
    hub = Hub()
    Reader(device, hub).start()
    while True:
        frame = await hub.next()
        print(len(frame))


if __name__ == "__main__":
    asyncio.run(main([]))
