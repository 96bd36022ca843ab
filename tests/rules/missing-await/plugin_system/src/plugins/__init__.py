from ._base import Plugin as Plugin, PluginError as PluginError
from ._manager import Manager as Manager
