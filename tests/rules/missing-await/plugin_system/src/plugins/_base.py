import abc


class PluginError(Exception):
    """A plugin failed."""


class Plugin(abc.ABC):
    name = "plugin"

    @abc.abstractmethod
    async def activate(self):
        """Start doing what the plugin does."""

    async def deactivate(self):
        return None

    def describe(self):
        return self.name
