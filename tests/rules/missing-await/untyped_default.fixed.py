"""Optional collaborators without annotation: nobody in the project passes another type."""


class Mailer:
    def __init__(self, sender="noreply@example.org"):
        self.sender = sender

    async def send(self, to, subject):
        return f"{self.sender} -> {to}: {subject}"


class Metrics:
    async def count(self, name, value=1):
        return name, value


class Signup:
    def __init__(self, mailer=None, metrics=None):
        self.mailer = mailer or Mailer()
        if metrics is None:
            metrics = Metrics()
        self.metrics = metrics

    async def register(self, address):
        await self.mailer.send(address, "Welcome")
        await self.metrics.count("signup")


async def main(addresses):
    signup = Signup()
    branded = Signup(mailer=Mailer("hello@example.org"))
    for address in addresses:
        await signup.register(address)
        await branded.register(address)
