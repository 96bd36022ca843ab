from widgets import Widget


async def fill(widget: Widget) -> None:
    widget.mount("c")
    await widget.mount("d")
