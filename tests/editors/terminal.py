"""An editor in a terminal, used as a person does: keys go in, and the screen is read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

PATIENCE = 40.0
"""Seconds until something that has to come is given up."""


class Terminal:
    """A tmux of its own with `command` in it; what is checked is said, and what fails ends the program."""

    def __init__(self, *command: str, cwd: Path) -> None:
        self._directory = tempfile.TemporaryDirectory()
        self._socket = os.path.join(self._directory.name, "tmux")
        self._tmux(
            *("-u", "-f", os.devnull, "new-session", "-d", "-x", "140", "-y", "40"),
            *("-c", str(cwd), *command),
        )
        self._tmux("set-option", "-g", "escape-time", "0")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(
            ["tmux", "-S", self._socket, "kill-server"], capture_output=True, check=False
        )
        self._directory.cleanup()

    def keys(self, *keys: str) -> None:
        """Press keys, named as tmux does: `Enter`, `C-x`, `M-x`."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type `text` and Enter."""
        self._tmux("send-keys", "-l", text)
        self._tmux("send-keys", "Enter")

    def screen(self) -> str:
        """What is to be read, line by line; nothing once the command has come to its end."""
        return self._tmux("capture-pane", "-p") if self._is_alive() else ""

    def shows(self, pattern: str, what: str) -> None:
        """There comes to be a match for the regular expression."""
        self.comes(lambda: re.search(pattern, self.screen(), re.MULTILINE) is not None, what)

    def hides(self, pattern: str, what: str) -> None:
        """There comes to be no match for the regular expression."""
        self.comes(lambda: re.search(pattern, self.screen(), re.MULTILINE) is None, what)

    def ends(self, what: str) -> None:
        """The command comes to its end."""
        self.comes(lambda: not self._is_alive(), what)

    def comes(self, condition: Callable[[], bool], what: str) -> None:
        """The condition comes to hold."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                print(self.screen())
                sys.exit(f"FAIL {what}")
            time.sleep(0.05)
        print(f"ok   {what}", flush=True)

    def _is_alive(self) -> bool:
        command = ["tmux", "-S", self._socket, "has-session"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", self._socket, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
