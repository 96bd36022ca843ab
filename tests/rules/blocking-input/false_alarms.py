"""Prompts that do not stand on the event loop, and other things called input."""

import asyncio
import getpass


class Form:
    def input(self, name):
        return {"name": name}


def input_line(text):
    return text.strip()


async def in_a_thread():
    name = await asyncio.to_thread(input, "name: ")
    secret = await asyncio.get_running_loop().run_in_executor(None, getpass.getpass)
    return name, secret


async def with_lambda():
    return await asyncio.to_thread(lambda: input("again? "))


async def a_form(form: Form):
    return form.input("age")


async def own_function(text):
    return input_line(text)


async def parameter(input):
    return input("x")


async def who():
    return getpass.getuser()


async def serve(name):
    print("hello", name)
    await asyncio.sleep(1)


def main():
    name = input("Your name: ")
    asyncio.run(serve(name))
    input("Press return")


if __name__ == "__main__":
    main()


class Shell:
    """A console that asks in its own way."""

    def getpass(self, prompt: str) -> str:
        return prompt

    async def ask(self, question: str) -> str:
        return await asyncio.to_thread(self._ask, question)

    def _ask(self, question: str) -> str:
        return input(question)

    async def secret(self) -> str:
        return self.getpass("secret: ")


async def from_a_stream(reader: asyncio.StreamReader) -> bytes:
    return await reader.readline()
