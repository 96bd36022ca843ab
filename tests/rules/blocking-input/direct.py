"""A chat client on the terminal."""

import asyncio
import builtins
import getpass
from getpass import getpass as ask_secret


async def chat(reader, writer):
    while True:
        line = input("> ")  # expect: blocking-input input
        if not line:
            break
        writer.write(line.encode())
        await writer.drain()


async def login():
    user = input("user: ").strip()  # expect: blocking-input
    password = getpass.getpass()  # expect: blocking-input getpass
    return user, password


async def unlock():
    return ask_secret("PIN: ")  # expect: blocking-input


async def explicit():
    return builtins.input()  # expect: blocking-input


def confirm(question: str) -> bool:
    return input(f"{question} [y/N] ").lower() == "y"


async def remove(names):
    for name in names:
        if confirm(f"remove {name}?"):  # expect: blocking-input input
            await asyncio.sleep(0)


class Menu:
    def __init__(self, prompt):
        self.prompt = prompt
        self.read = input

    async def choose(self):
        return int(self.read(self.prompt))  # expect: blocking-input
