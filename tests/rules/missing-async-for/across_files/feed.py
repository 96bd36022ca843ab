class Feed:
    def __init__(self, messages):
        self.messages = list(messages)

    async def listen(self, topic=None):
        for message in self.messages:
            if topic is None or message.startswith(topic):
                yield message

    def __aiter__(self):
        return self.listen()

    def topics(self):
        return {message.split("/")[0] for message in self.messages}
