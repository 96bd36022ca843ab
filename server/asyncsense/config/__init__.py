"""Settings: what there is to set, where a value comes from, and what is wrong with it.

The fields of `Settings` are the one table of settings: key, type, default and description. The JSON
schema, the documentation and `asyncsense config` are made from it. The nearest `asyncsense.toml`, or
`pyproject.toml` with a table `[tool.asyncsense]`, upwards from a source file holds for that file;
files further up are not looked at. What the command line or an editor sets is merged over it.
"""

from asyncsense.config.describe import SettingDescription, describe, schema, to_toml
from asyncsense.config.files import SettingsFinder, find_settings
from asyncsense.config.kinds import (
    ALL,
    CATEGORIES,
    DEFAULT,
    SEVERITIES,
    Glob,
    Version,
    did_you_mean,
)
from asyncsense.config.settings import (
    BlockingCall,
    RuleLike,
    Settings,
    SettingsError,
    Treat,
    matches,
    validate_names,
)

__all__ = [
    "ALL",
    "CATEGORIES",
    "DEFAULT",
    "SEVERITIES",
    "BlockingCall",
    "Glob",
    "RuleLike",
    "SettingDescription",
    "Settings",
    "SettingsError",
    "SettingsFinder",
    "Treat",
    "Version",
    "describe",
    "did_you_mean",
    "find_settings",
    "matches",
    "schema",
    "to_toml",
    "validate_names",
]
