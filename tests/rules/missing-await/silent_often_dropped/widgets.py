"""Objects that can be awaited, but need not be: the project drops them in file after file."""

from collections.abc import Generator

import elsewhere


class Mounted:
    def __init__(self, widgets: tuple[object, ...]) -> None:
        self.widgets = widgets

    def __await__(self) -> Generator[None, None, None]:
        return elsewhere.wait_for(self.widgets).__await__()


class Widget:
    def mount(self, *widgets: object) -> Mounted:
        return Mounted(self.register(widgets))

    def register(self, widgets): ...


async def fill(widget: Widget) -> None:
    widget.mount("a")
