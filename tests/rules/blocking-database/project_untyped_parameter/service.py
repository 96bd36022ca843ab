class OrderService:
    def __init__(self, repository, mailer):
        self.repository = repository
        self.mailer = mailer

    async def show(self, order_id):
        return self.repository.load(order_id)  # expect: blocking-database

    async def remind(self, order_id):
        self.mailer.queue(f"order {order_id}")


class ReportService:
    def __init__(self, source):
        self.source = source

    async def build(self, number):
        return self.source.load(number)
