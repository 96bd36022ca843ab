"""Event loops of the project: one keeps its tasks, one does not."""

import asyncio


class KeepingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        super().__init__()
        self.tasks: set[asyncio.Task] = set()

    def create_task(self, coro, **options):
        task = asyncio.Task(coro, loop=self, **options)
        self.register(task)
        return task

    def register(self, task: asyncio.Task) -> None:
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


class PlainLoop(asyncio.SelectorEventLoop):
    def create_task(self, coro, **options):
        return super().create_task(coro, **options)


async def work() -> None: ...


def start(keeping: KeepingLoop, plain: PlainLoop) -> None:
    keeping.create_task(work())
    plain.create_task(work())  # expect: dangling-task
