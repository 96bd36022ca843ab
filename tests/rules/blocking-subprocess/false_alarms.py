"""asyncio's processes, threads, and calls that only ask."""

import asyncio
import subprocess
from asyncio.subprocess import PIPE, Process, create_subprocess_exec


async def build(directory):
    process = await asyncio.create_subprocess_exec("make", "-C", directory, stdout=PIPE)
    out, _ = await process.communicate()
    return out


async def shell(command):
    process = await asyncio.create_subprocess_shell(command)
    return await process.wait()


async def imported(command):
    process = await create_subprocess_exec(command, stdin=subprocess.DEVNULL)
    await process.wait()
    return process.returncode


async def typed(process: Process):
    process.send_signal(15)
    process.kill()
    return await process.wait()


async def aio_typed(process: asyncio.subprocess.Process, data):
    return await asyncio.wait_for(process.communicate(data), 5)


async def in_thread(command):
    result = await asyncio.to_thread(subprocess.run, command, check=True)
    return result.returncode


async def popen_in_thread(command):
    process = await asyncio.to_thread(subprocess.Popen, command)
    return await asyncio.to_thread(process.communicate)


async def ask(process: subprocess.Popen):
    if process.poll() is None:
        process.terminate()
    return process.pid, process.returncode


async def quoted(arguments):
    return subprocess.list2cmdline(arguments)


async def errors(command):
    try:
        return await build(command)
    except subprocess.CalledProcessError as error:
        return error.returncode


class Runner:
    def run(self, job):
        return job

    def call(self, job):
        return self.run(job)

    def communicate(self):
        return ("", "")

    def wait(self):
        return 0


async def own_runner(job):
    runner = Runner()
    runner.call(job)
    runner.communicate()
    return runner.run(job), runner.wait()


async def unknown(subprocess, process):
    subprocess.run(["x"])
    process.communicate()
    return process.wait()


def release():
    subprocess.run(["git", "push"], check=True)
    asyncio.run(shell("make publish"))
