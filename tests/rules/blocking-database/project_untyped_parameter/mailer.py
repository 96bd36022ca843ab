class Mailer:
    def __init__(self):
        self.outbox = []

    def queue(self, text):
        self.outbox.append(text)
