"""Objects that functions put into containers of the module, and those behind a proxy."""

REGISTRY = {}
QUEUE: list = []


class Handler:
    async def run(self): ...

    def describe(self): ...


class Other:
    def run(self): ...


def register(name):
    REGISTRY[name] = Handler()


def enqueue():
    QUEUE.append(Handler())


async def call(name):
    await REGISTRY[name].run()
    REGISTRY[name].describe()


class Proxy:
    def __init__(self, target: Handler):
        self._target = target

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._target, name)


async def through_proxy(handler: Handler):
    proxy = Proxy(handler)
    await proxy.run()
    proxy.describe()


MIXED = {}


def register_all():
    MIXED["a"] = Handler()
    MIXED["b"] = Other()


async def call_mixed(name):
    MIXED[name].run()


LOCAL = {}


def shadows():
    LOCAL = {}
    LOCAL["a"] = Handler()
    return LOCAL


def given(LOCAL):
    LOCAL["a"] = Handler()


async def call_local(name):
    LOCAL[name].run()
