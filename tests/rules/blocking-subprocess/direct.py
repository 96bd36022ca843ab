"""A deploy bot that runs commands."""

import os
import subprocess
from subprocess import PIPE, Popen, check_output, run


async def build(directory: str) -> int:
    result = subprocess.run(["make", "-C", directory], capture_output=True)  # expect: blocking-subprocess subprocess.run
    return result.returncode


async def revision():
    return check_output(["git", "rev-parse", "HEAD"], text=True).strip()  # expect: blocking-subprocess


async def deploy(host):
    subprocess.check_call(["rsync", "-a", "dist/", f"{host}:/srv/app"])  # expect: blocking-subprocess
    subprocess.call(["ssh", host, "systemctl", "restart", "app"])  # expect: blocking-subprocess


async def lint():
    return run(["ruff", "check"], stdout=PIPE).stdout  # expect: blocking-subprocess


async def uptime():
    return subprocess.getoutput("uptime")  # expect: blocking-subprocess


async def convert(source, target):
    process = Popen(["ffmpeg", "-i", source, target], stderr=PIPE)  # expect: blocking-subprocess
    _, errors = process.communicate()  # expect: blocking-subprocess
    return process.returncode, errors


async def wait_for(process: subprocess.Popen) -> int:
    return process.wait(timeout=30)  # expect: blocking-subprocess


async def piped(command, data):
    with subprocess.Popen(command, stdin=PIPE) as process:  # expect: blocking-subprocess
        process.communicate(data)  # expect: blocking-subprocess


async def restart():
    os.system("systemctl restart app")  # expect: blocking-subprocess


async def shout(message):
    os.popen(f"wall {message}")  # expect: blocking-subprocess


async def reap(pid: int):
    _, status = os.waitpid(pid, 0)  # expect: blocking-subprocess
    return status


async def edit(path):
    os.spawnlp(os.P_WAIT, "vi", "vi", path)  # expect: blocking-subprocess


class Daemon:
    process: subprocess.Popen[bytes]

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command)

    async def stop(self) -> None:
        self.process.terminate()
        self.process.wait()  # expect: blocking-subprocess
