from __future__ import annotations

from asyncsense.diagnostics import Severity
from asyncsense.rules.blocking import BlockingRule


class BlockingCpu(BlockingRule):
    """Code on the event loop computes for long in one call.

    ## Why is this bad?
    Hashing a password, compressing or parsing much data takes long enough that other tasks notice. Off by
    default, because how long depends on the data.

    The call may be hidden: a function that reaches it through any number of other functions blocks as well.
    The finding stands at the call in the coroutine and names the way.

    ## Example
    ```python
    import hashlib

    async def check(password, salt):
        return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)
    ```

    ## Use instead
    ```python
    import asyncio
    import hashlib

    async def check(password, salt):
        return await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, salt, 600_000)
    ```

    ## Fix safety
    Running the call in a thread is offered as unsafe: other tasks run meanwhile.

    ## When to ignore it
    Where the input is known to be small: hashing a password takes long on purpose, compressing a kilobyte does not.
    The rule is off by default.

    ## References
    - [asyncio.to_thread](https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread)

    ## In other tools
    none
    """

    name = "blocking-cpu"
    severity = Severity.INFORMATION
    since = "0.1"
    category = "cpu"
    enabled = False
