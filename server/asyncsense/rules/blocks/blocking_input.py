from __future__ import annotations

from asyncsense.diagnostics import Severity
from asyncsense.rules.blocking import BlockingRule


class BlockingInput(BlockingRule):
    """Code on the event loop waits for somebody to type.

    ## Why is this bad?
    The event loop stands still until a line has been entered.

    The call may be hidden: a function that reaches it through any number of other functions blocks as well.
    The finding stands at the call in the coroutine and names the way.

    ## Example
    ```python
    async def ask():
        return input("Name: ")
    ```

    ## Use instead
    ```python
    import asyncio

    async def ask():
        return await asyncio.to_thread(input, "Name: ")
    ```

    ## Fix safety
    Running the call in a thread is offered as unsafe: other tasks run meanwhile.

    ## When to ignore it
    In a script whose only task asks the user, while nothing else is to go on.

    ## References
    - [asyncio.to_thread](https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread)

    ## In other tools
    ASYNC250 (flake8-async, ruff), S7501 (SonarQube)
    """

    name = "blocking-input"
    severity = Severity.WARNING
    since = "0.1"
    category = "input"
