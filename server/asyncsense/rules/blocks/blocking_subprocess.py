from __future__ import annotations

from asyncsense.diagnostics import Severity
from asyncsense.rules.blocking import BlockingRule


class BlockingSubprocess(BlockingRule):
    """Code on the event loop runs or awaits another process in a blocking call.

    ## Why is this bad?
    The event loop stands still until the process has ended (or, with `Popen`, has been started).

    The call may be hidden: a function that reaches it through any number of other functions blocks as well.
    The finding stands at the call in the coroutine and names the way.

    ## Example
    ```python
    import subprocess

    async def build():
        subprocess.run(["make"])
    ```

    ## Use instead
    ```python
    import asyncio
    import subprocess

    async def build():
        await asyncio.to_thread(subprocess.run, ["make"])
    ```

    ## Fix safety
    Running the call in a thread is offered as unsafe: other tasks run meanwhile.

    ## When to ignore it
    For a command that certainly returns at once, at start-up, or in a script with a single task.

    ## References
    - [asyncio subprocesses](https://docs.python.org/3/library/asyncio-subprocess.html)

    ## In other tools
    ASYNC220, ASYNC221, ASYNC222 (flake8-async, ruff), S7487 (SonarQube)
    """

    name = "blocking-subprocess"
    severity = Severity.WARNING
    since = "0.1"
    category = "subprocess"
