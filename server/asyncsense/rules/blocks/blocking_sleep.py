from __future__ import annotations

from asyncsense.diagnostics import Severity
from asyncsense.rules.blocking import BlockingRule


class BlockingSleep(BlockingRule):
    """Code on the event loop sleeps with `time.sleep`.

    ## Why is this bad?
    While `time.sleep` waits, the event loop stands still: no other task runs, no request is answered, no
    timeout fires. `asyncio.sleep` waits as long and lets the others run.

    The call may be hidden: a function that reaches it through any number of other functions blocks as well.
    The finding stands at the call in the coroutine and names the way.

    ## Example
    ```python
    import time

    async def poll(source):
        while not source.ready():
            time.sleep(1)
    ```

    ## Use instead
    ```python
    import asyncio

    async def poll(source):
        while not source.ready():
            await asyncio.sleep(1)
    ```

    ## Fix safety
    Awaiting `asyncio.sleep` is safe where the sleep stands in a coroutine: it waits as long. Other tasks may
    run meanwhile, which is what a coroutine is for.

    Where the sleep stands in a helper, awaiting the chain makes all functions on the way `async def`, and every
    call of them in the project is awaited. That is unsafe, for they all have new places to be interrupted at.

    ## When to ignore it
    Where the loop is to stand still: in a test of what happens then, or in a simulation. `time.sleep(0)` is not
    reported.

    ## References
    - [Running blocking code](https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code)

    ## In other tools
    ASYNC251 (flake8-async, ruff), S7488 (SonarQube)
    """

    name = "blocking-sleep"
    severity = Severity.ERROR
    since = "0.1"
    category = "sleep"
