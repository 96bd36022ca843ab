"""A queue without a bound never makes `put` wait."""

# decision: rules.md lists `Queue.put`; a queue that is visibly unbounded cannot block there.
import queue
import threading

outbox = queue.SimpleQueue()
log_lines = queue.Queue()


def drain():
    while True:
        print(outbox.get(), log_lines.get())


threading.Thread(target=drain, daemon=True).start()


async def send(message):
    outbox.put(message)


async def log(line):
    log_lines.put(line)
