from __future__ import annotations

from asyncsense.diagnostics import Severity
from asyncsense.rules.blocking import BlockingRule


class BlockingNetwork(BlockingRule):
    """Code on the event loop waits for the network in a blocking call.

    ## Why is this bad?
    A blocking socket, a name lookup or a mail session keeps the event loop until the other side answers.

    The call may be hidden: a function that reaches it through any number of other functions blocks as well.
    The finding stands at the call in the coroutine and names the way.

    ## Example
    ```python
    import socket

    async def address(host):
        return socket.gethostbyname(host)
    ```

    ## Use instead
    ```python
    import asyncio
    import socket

    async def address(host):
        return await asyncio.to_thread(socket.gethostbyname, host)
    ```

    ## Fix safety
    Running the call in a thread is offered as unsafe: other tasks run meanwhile.

    ## When to ignore it
    In code that has the loop for itself, and for sockets that are known not to block: those with
    `setblocking(False)` or a timeout of 0 that are seen are not reported.

    ## References
    - [Event loop: networking](https://docs.python.org/3/library/asyncio-eventloop.html#working-with-socket-objects-directly)

    ## In other tools
    none
    """

    name = "blocking-network"
    severity = Severity.WARNING
    since = "0.1"
    category = "network"
