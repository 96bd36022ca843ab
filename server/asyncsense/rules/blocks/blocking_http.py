from __future__ import annotations

from asyncsense.diagnostics import Severity
from asyncsense.rules.blocking import BlockingRule


class BlockingHttp(BlockingRule):
    """Code on the event loop sends an HTTP request with a synchronous client.

    ## Why is this bad?
    The event loop stands still until the answer is there: milliseconds when all is well, the whole timeout
    when it is not. Synchronous SDK clients are HTTP clients in disguise.

    The call may be hidden: a function that reaches it through any number of other functions blocks as well.
    The finding stands at the call in the coroutine and names the way.

    ## Example
    ```python
    import requests

    async def fetch(url):
        return requests.get(url).json()
    ```

    ## Use instead
    ```python
    import asyncio
    import requests

    async def fetch(url):
        return (await asyncio.to_thread(requests.get, url)).json()
    ```

    ## Fix safety
    Running the call in a thread is offered as unsafe: other tasks run meanwhile, and not every client object
    may be shared by threads.

    ## When to ignore it
    In code that has the loop for itself: at start-up, before the server accepts anything, in scripts with a single
    task, in tests.

    ## References
    - [asyncio.to_thread](https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread)

    ## In other tools
    ASYNC210, ASYNC212 (flake8-async, ruff), ASYNC211 (flake8-async), S7499 (SonarQube)
    """

    name = "blocking-http"
    severity = Severity.WARNING
    since = "0.1"
    category = "http"
