from __future__ import annotations

from asyncsense.diagnostics import Severity
from asyncsense.project.chains import Chain
from asyncsense.rules.blocking import BlockingRule, BlockingSite
from asyncsense.rules.context import Context
from asyncsense.rules.deadlocks import holds_lock_across_await, waits_for_own_loop


class BlockingWait(BlockingRule):
    """Code on the event loop waits for a thread, a process, or one of their locks and queues.

    ## Why is this bad?
    What it waits for may itself need the event loop: then the program hangs for good.

    The call may be hidden: a function that reaches it through any number of other functions blocks as well.
    The finding stands at the call in the coroutine and names the way.

    ## Example
    ```python
    import queue

    async def worker(jobs: queue.Queue):
        job = jobs.get()
    ```

    ## Use instead
    ```python
    import asyncio
    import queue

    async def worker(jobs: queue.Queue):
        job = await asyncio.to_thread(jobs.get)
    ```

    ## Fix safety
    Running the wait in a thread is offered as unsafe, and refused for locks that belong to their thread.

    ## When to ignore it
    Where the lock is only ever held for a few instructions, and never over an `await`: such a wait is shorter than
    the way round it. Where a future is known to be done in a way that this cannot see.

    ## References
    - [asyncio.Queue](https://docs.python.org/3/library/asyncio-queue.html)

    ## In other tools
    none
    """

    name = "blocking-wait"
    severity = Severity.WARNING
    since = "0.1"
    category = "wait"

    def speaks_of(self, chain: Chain, site: BlockingSite, ctx: Context) -> bool:
        """Where `lock-across-await` and `nested-event-loop` say worse, this says nothing."""
        return super().speaks_of(chain, site, ctx) and not (
            holds_lock_across_await(site, ctx) or waits_for_own_loop(site, ctx)
        )
