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
        self.writer.drain()  # expect: missing-await drain

    async def queue_line(self, line):
        self.outgoing.put(line)  # expect: missing-await put

    async def flush(self):
        self.ready.wait()  # expect: missing-await wait
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
            self.conn.send("JOIN " + name)  # expect: missing-await send
        self.channels.extend(names)

    async def say(self, channel, text):
        await self.conn.send("PRIVMSG %s :%s" % (channel, text))

    async def on_ping(self, token):
        try:
            self.conn.send("PONG :" + token)  # expect: missing-await
        except OSError:
            log.warning("cannot answer ping")
            self.reconnect()  # expect: missing-await reconnect
        finally:
            self.conn.flush()  # expect: missing-await

    async def reconnect(self, attempts=5):
        for attempt in range(attempts):
            asyncio.sleep(2 ** attempt)  # expect: missing-await
            try:
                await self.conn.open()
            except OSError as error:
                log.info("attempt %d failed: %s", attempt, error)
            else:
                return True
        return False

    async def broadcast(self, text):
        [self.say(channel, text) for channel in self.channels]  # expect: missing-await

    async def greet(self, user):
        welcome = functools.partial(self.say, user)
        welcome("hello, " + user)  # expect: missing-await
        shout = lambda text: self.say(user, text.upper())
        shout("read the rules")  # expect: missing-await

    async def on_message(self, user, channel, text):
        if not text.startswith(self.prefix): return
        async def reply(answer):
            await self.say(channel, f"{user}: {answer}")
        command, _, rest = text[1:].partition(" ")
        if command == "echo": reply(rest)  # expect: missing-await reply
        elif command == "join":
            await self.join(*rest.split())
        else:
            await reply("unknown command"); self.say(user, "try !help")  # expect: missing-await say

    async def quit(self, message="bye"):
        asyncio.wait_for(  # expect: missing-await
            self.conn.send("QUIT :" + message),
            timeout=5,
        )
        await self.conn.close()


async def main():
    bot = Bot("sensei")
    await bot.conn.open()
    bot.join("#python", "#asyncio")  # expect: missing-await
    await bot.conn.flush()


if __name__ == "__main__":
    main()  # expect: missing-await main
