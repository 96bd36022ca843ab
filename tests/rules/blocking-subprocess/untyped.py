"""The process comes from a helper, a container, an attribute set elsewhere."""

import subprocess


def spawn(*command):
    return subprocess.Popen(command, stdout=subprocess.PIPE)


worker = spawn("worker", "--quiet")
fleet = [spawn("worker", str(number)) for number in range(4)]


async def collect():
    out, _ = worker.communicate()  # expect: blocking-subprocess
    return out


async def join_all():
    for process in fleet:
        process.wait()  # expect: blocking-subprocess


class Supervisor:
    def __init__(self):
        self.child = None

    def launch(self):
        self.child = spawn("child")

    async def stop(self):
        if self.child is not None:
            self.child.kill()
            self.child.wait()  # expect: blocking-subprocess
