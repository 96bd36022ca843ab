"""A chat bot in the style of small hobby projects: no annotations at all."""
import asyncio
import functools
import logging

log = logging.getLogger(__name__)


class Connection:
    def __init__(self, host, port=6667):
        self.host = host
        self.port = port
        self.reader = None
        self.writer = None
        self.outgoing = asyncio.Queue()
        self.ready = asyncio.Event()

    async def open(self):
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        self.ready.set()

    async def send(self, line):
        self.writer.write(line.encode() + b"\r\n")
        await self.writer.drain()

    async def queue_line(self, line):
        await self.outgoing.put(line)

    async def flush(self):
        await self.ready.wait()
        while not self.outgoing.empty():
            line = await self.outgoing.get()
            await self.send(line)

    async def close(self):
        self.writer.close()
        await self.writer.wait_closed()


class Bot:
    prefix = "!"

    def __init__(self, nick):
        self.nick = nick
        self.conn = Connection("irc.example.org")
        self.channels = []

    async def join(self, *names):
        for name in names:
            await self.conn.send("JOIN " + name)
        self.channels.extend(names)

    async def say(self, channel, text):
        await self.conn.send("PRIVMSG %s :%s" % (channel, text))

    async def on_ping(self, token):
        try:
            await self.conn.send("PONG :" + token)
        except OSError:
            log.warning("cannot answer ping")
            await self.reconnect()
        finally:
            await self.conn.flush()

    async def reconnect(self, attempts=5):
        for attempt in range(attempts):
            await asyncio.sleep(2 ** attempt)
            try:
                await self.conn.open()
            except OSError as error:
                log.info("attempt %d failed: %s", attempt, error)
            else:
                return True
        return False

    async def broadcast(self, text):
        [self.say(channel, text) for channel in self.channels]

    async def greet(self, user):
        welcome = functools.partial(self.say, user)
        await welcome("hello, " + user)
        shout = lambda text: self.say(user, text.upper())
        await shout("read the rules")

    async def on_message(self, user, channel, text):
        if not text.startswith(self.prefix): return
        async def reply(answer):
            await self.say(channel, f"{user}: {answer}")
        command, _, rest = text[1:].partition(" ")
        if command == "echo": await reply(rest)
        elif command == "join":
            await self.join(*rest.split())
        else:
            await reply("unknown command"); await self.say(user, "try !help")

    async def quit(self, message="bye"):
        await asyncio.wait_for(
            self.conn.send("QUIT :" + message),
            timeout=5,
        )
        await self.conn.close()


async def main():
    bot = Bot("sensei")
    await bot.conn.open()
    await bot.join("#python", "#asyncio")
    await bot.conn.flush()


if __name__ == "__main__":
    main()
