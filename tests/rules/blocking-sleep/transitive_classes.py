"""Methods, inheritance, constructors, properties, class and static methods."""

import time
from dataclasses import dataclass
from functools import cached_property


class Device:
    def __init__(self, port):
        self.port = port

    def reset(self):
        time.sleep(2)

    def warm_up(self):
        self.reset()

    def send(self, command):
        raise NotImplementedError

    def recover(self):
        self.send("reset")

    @property
    def temperature(self):
        time.sleep(0.1)
        return 21.5

    @cached_property
    def serial(self):
        self.reset()
        return "A-1"

    @staticmethod
    def delay():
        time.sleep(1)

    @classmethod
    def discover(cls):
        time.sleep(3)
        return cls("/dev/tty0")

    async def start(self):
        self.warm_up()  # expect: blocking-sleep time.sleep

    async def restart(self):
        self.reset()  # expect: blocking-sleep


class SlowDevice(Device):
    def send(self, command):
        time.sleep(0.5)
        return command

    async def run(self):
        self.reset()  # expect: blocking-sleep


class LoggedDevice(SlowDevice):
    def send(self, command):
        print(command)
        return super().send(command)


class FastDevice(Device):
    def send(self, command):
        return command

    def reset(self):
        self.port = None


class BootingDevice(Device):
    def __init__(self, port):
        super().__init__(port)
        time.sleep(5)


class ChildOfBooting(BootingDevice):
    def __init__(self, port):
        super().__init__(port)
        self.ready = True


class InheritsConstructor(BootingDevice):
    pass


@dataclass
class Probe:
    name: str

    def __post_init__(self):
        time.sleep(0.2)


class Limiter:
    def __call__(self):
        time.sleep(1)


class Meta:
    def __new__(cls):
        time.sleep(0.1)
        return super().__new__(cls)


async def inherited():
    device = SlowDevice("/dev/tty1")
    device.warm_up()  # expect: blocking-sleep


async def overridden():
    device = SlowDevice("/dev/tty1")
    device.send("on")  # expect: blocking-sleep


async def through_super(device: LoggedDevice):
    device.send("on")  # expect: blocking-sleep


async def template_method():
    device = SlowDevice("/dev/tty1")
    device.recover()  # expect: blocking-sleep


async def narrowed_to_fast():
    device = FastDevice("/dev/tty2")
    device.send("on")
    device.reset()
    device.warm_up()
    device.recover()


async def narrowed_by_isinstance(device: Device):
    if isinstance(device, SlowDevice):
        device.send("on")  # expect: blocking-sleep
    elif isinstance(device, FastDevice):
        device.send("on")


async def constructor():
    return BootingDevice("/dev/tty3")  # expect: blocking-sleep


async def constructor_by_super():
    return ChildOfBooting("/dev/tty3")  # expect: blocking-sleep


async def inherited_constructor():
    return InheritsConstructor("/dev/tty3")  # expect: blocking-sleep


async def cheap_constructor():
    return FastDevice("/dev/tty4")


async def post_init():
    return Probe("a")  # expect: blocking-sleep


async def new_method():
    return Meta()  # expect: blocking-sleep


async def by_property(device: SlowDevice):
    return device.temperature  # expect: blocking-sleep


async def by_cached_property():
    return SlowDevice("/dev/tty5").serial  # expect: blocking-sleep


async def static_method():
    Device.delay()  # expect: blocking-sleep


async def class_method():
    return SlowDevice.discover()  # expect: blocking-sleep


async def called_object():
    limit = Limiter()
    limit()  # expect: blocking-sleep


async def unbound(device: SlowDevice):
    SlowDevice.send(device, "on")  # expect: blocking-sleep


async def bound_method(device: SlowDevice):
    send = device.send
    send("on")  # expect: blocking-sleep
