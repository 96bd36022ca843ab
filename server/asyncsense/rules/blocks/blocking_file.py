from __future__ import annotations

from asyncsense.diagnostics import Severity
from asyncsense.rules.blocking import BlockingRule


class BlockingFile(BlockingRule):
    """Code on the event loop reads, writes or looks for files.

    ## Why is this bad?
    Files have no asynchronous interface in the operating system, so every access keeps the event loop: whole
    files and folders noticeably, more so on network file systems. Single cheap system calls
    (`exists`, `stat`, `mkdir`, …) are hints.

    The call may be hidden: a function that reaches it through any number of other functions blocks as well.
    The finding stands at the call in the coroutine and names the way. What a function reads or writes only if
    its caller says so, or if it has not done so before, is not told where it is called.

    ## Example
    ```python
    from pathlib import Path

    async def config():
        return Path("config.toml").read_text()
    ```

    ## Use instead
    ```python
    import asyncio
    from pathlib import Path

    async def config():
        return await asyncio.to_thread(Path("config.toml").read_text)
    ```

    ## Fix safety
    Running the call, or the block that holds the open file, in a thread is offered as unsafe: other tasks run
    meanwhile.

    ## When to ignore it
    For small local files, at start-up and in tests: a read from the cache of the system takes microseconds. On a
    network drive, a slow card or a busy disk it takes seconds. `severity = { blocking-file = "hint" }` keeps the
    squiggles quiet.

    ## References
    - [asyncio.to_thread](https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread)

    ## In other tools
    ASYNC230, ASYNC240 (flake8-async, ruff), S7493 (SonarQube)
    """

    name = "blocking-file"
    severity = Severity.INFORMATION
    since = "0.1"
    category = "file"
