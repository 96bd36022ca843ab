# fix: async-callback: Run it with `asyncio.run`
import asyncio
import threading

found = []


async def work(number, *, add=0):
    await asyncio.sleep(0)
    found.append(number + add)


def start():
    thread = threading.Thread(target=work, args=(1,), kwargs={"add": 2})
    thread.start()
    thread.join()


async def main():
    await asyncio.to_thread(start)
    return found
