import sqlite3


class OrderRepository:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def load(self, order_id):
        return self.connection.execute("SELECT * FROM orders WHERE id = ?", (order_id,))
