from client._base import Commands


class Api(Commands):
    def execute(self, *words: str) -> str:
        return " ".join(words)

    def copy(self, source: str, target: str) -> None:
        value = self.get(source)
        self.set(target, value.strip())
