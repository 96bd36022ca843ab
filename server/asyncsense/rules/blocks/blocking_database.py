from __future__ import annotations

from asyncsense.diagnostics import Severity
from asyncsense.rules.blocking import BlockingRule


class BlockingDatabase(BlockingRule):
    """Code on the event loop talks to a database through a synchronous driver.

    ## Why is this bad?
    Every query keeps the event loop until the database has answered, a slow one for seconds.

    The call may be hidden: a function that reaches it through any number of other functions blocks as well.
    The finding stands at the call in the coroutine and names the way.

    ## Example
    ```python
    import sqlite3

    async def names(db: sqlite3.Connection):
        return db.execute("select name from person").fetchall()
    ```

    ## Use instead
    ```python
    import aiosqlite

    async def names(db: aiosqlite.Connection):
        cursor = await db.execute("select name from person")
        return await cursor.fetchall()
    ```

    ## Fix safety
    Running the call in a thread is refused where the connection belongs to its thread, and unsafe elsewhere.

    ## When to ignore it
    In code that has the loop for itself: at start-up, before the server accepts anything, in scripts with a single
    task, in tests. For a database in memory, or one file that nobody else uses, measure first.

    ## References
    - [PEP 249](https://peps.python.org/pep-0249/)

    ## In other tools
    none
    """

    name = "blocking-database"
    severity = Severity.WARNING
    since = "0.1"
    category = "database"
