from feed import Feed


class Consumer:
    def __init__(self, feed):
        self.feed = feed
        self.seen = []

    async def run(self):
        async for message in self.feed.listen("news"):
            self.seen.append(message)

    async def everything(self):
        self.seen = [message async for message in self.feed]
        for topic in self.feed.topics():
            print(topic)


def create(messages):
    return Consumer(Feed(messages))
