from collections import defaultdict
from typing import Dict, List, Type

from ._base import Plugin, PluginError


class Manager:
    def __init__(self):
        self._plugins: Dict[str, Plugin] = {}
        self._by_group: "defaultdict[str, List[Plugin]]" = defaultdict(list)

    def register(self, cls: Type[Plugin], group: str = "main") -> Plugin:
        plugin = cls()
        if plugin.name in self._plugins:
            raise PluginError(plugin.describe())
        self._plugins[plugin.name] = plugin
        self._by_group[group].append(plugin)
        return plugin

    async def start(self, group=None):
        plugins = self._plugins.values() if group is None else self._by_group[group]
        for plugin in plugins:
            await plugin.activate()

    async def stop(self):
        while self._plugins:
            _, plugin = self._plugins.popitem()
            try:
                await plugin.deactivate()
            except Exception as error:
                raise PluginError(plugin.name) from error

    async def restart(self, name: str):
        plugin = self._plugins.get(name)
        if plugin is None:
            raise PluginError(name)
        await plugin.deactivate()
        return plugin.activate()
