"""Functions that wait only if they are told to."""

import queue
import threading
import time


class Mailbox:
    def __init__(self):
        self.letters = queue.Queue()
        self.worker = threading.Thread(target=print)

    def take(self, block=False):
        return self.letters.get(block=block)

    def take_soon(self, block=True, timeout=None):
        return self.letters.get(block, timeout)

    def take_through(self, wait=False):
        return self.take(wait)

    def stop(self, wait=False):
        if wait:
            self.worker.join()

    def refresh(self, fully=False):
        if not fully:
            return None
        time.sleep(1)
        return self.letters

    def pause(self, seconds=None):
        if seconds is not None and self.letters:
            time.sleep(seconds)

    def poll(self, timeout=0):
        return self.letters.get(timeout=timeout) if timeout else None

    def close(self, mode="fast"):
        if mode == "fast":
            return
        self.worker.join()

    def drain(self, now=False):
        while now:
            time.sleep(0.1)

    def settle(self, quick=True):
        if quick:
            self.letters.put_nowait(1)
        else:
            time.sleep(1)

    def given_anew(self, wait=False):
        wait = wait or self.worker.is_alive()
        if wait:
            self.worker.join()


async def silent(mailbox: Mailbox):
    mailbox.take()
    mailbox.take_soon(False)
    mailbox.take_soon(block=False, timeout=3)
    mailbox.take_through()
    mailbox.stop()
    mailbox.stop(wait=False)
    mailbox.refresh()
    mailbox.pause()
    mailbox.pause(None)
    mailbox.poll()
    mailbox.close()
    mailbox.drain()
    mailbox.settle()


async def told(mailbox: Mailbox, flag: bool, options: dict):
    mailbox.take(block=True)  # expect: blocking-wait
    mailbox.take_soon()  # expect: blocking-wait
    mailbox.take_through(True)  # expect: blocking-wait
    mailbox.stop(wait=True)  # expect: blocking-wait
    mailbox.stop(flag)  # expect: blocking-wait
    mailbox.stop(**options)  # expect: blocking-wait
    mailbox.refresh(fully=True)  # expect: blocking-sleep
    mailbox.pause(3)  # expect: blocking-sleep
    mailbox.poll(5)  # expect: blocking-wait
    mailbox.close("slow")  # expect: blocking-wait
    mailbox.drain(now=True)  # expect: blocking-sleep
    mailbox.settle(quick=False)  # expect: blocking-sleep
    mailbox.given_anew()  # expect: blocking-wait
