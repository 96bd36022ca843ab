from feed import Feed


class Consumer:
    def __init__(self, feed):
        self.feed = feed
        self.seen = []

    async def run(self):
        for message in self.feed.listen("news"):  # expect: missing-async-for
            self.seen.append(message)

    async def everything(self):
        self.seen = [message for message in self.feed]  # expect: missing-async-for
        async for topic in self.feed.topics():  # expect: missing-async-for
            print(topic)


def create(messages):
    return Consumer(Feed(messages))
