"""Has the stubs read that come with asyncsense when it is built: see `asyncsense.project.stubs`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StubsHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(Path(self.root) / "server"))
        from asyncsense.project.stubs import DATA, all_stubs, write_stubs

        write_stubs(DATA, all_stubs())
        build_data["artifacts"].append(DATA.relative_to(self.root).as_posix())
