"""Tasks made before there is a loop to run them."""

import asyncio


async def serve(port: int) -> None:
    await asyncio.sleep(port)


class Server:
    async def run(self) -> None:
        await asyncio.sleep(1)


task = asyncio.create_task(serve(80))  # expect: no-running-loop when the module is imported
loop = asyncio.get_running_loop()  # expect: no-running-loop[error]
tasks = [asyncio.create_task(serve(port)) for port in (80, 443)]  # expect: no-running-loop


class Settings:
    loop = asyncio.get_running_loop()  # expect: no-running-loop


def start() -> "asyncio.Task[None]":
    return asyncio.create_task(Server().run())  # expect: no-running-loop only module-level code calls `start`


def main(port: int = 80) -> None:
    print("starting")
    running = asyncio.create_task(serve(port))  # expect: no-running-loop
    running.add_done_callback(print)
    print(asyncio.get_running_loop())  # expect: no-running-loop
    print(running)


if __name__ == "__main__":
    keep = start()
    main(8080)
