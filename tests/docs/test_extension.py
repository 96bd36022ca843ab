"""The VS Code extension says of versions what the code says."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parents[2]
EXTENSION = REPOSITORY / "vscode-extension"
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOT_FOR_THE_SERVER = {"rich"}


def manifest() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    return content


def test_the_version_is_that_of_the_server() -> None:
    assert manifest()["version"] == PROJECT["version"]


def test_the_bundle_has_what_the_server_needs() -> None:
    pinned = (EXTENSION / "bundled" / "requirements.txt").read_text(encoding="utf-8")
    versions = dict(re.findall(r"^([\w-]+)==(\S+) ", pinned, re.MULTILINE))
    for requirement in map(Requirement, PROJECT["dependencies"]):
        if requirement.name not in NOT_FOR_THE_SERVER:
            assert requirement.specifier.contains(versions[requirement.name]), requirement


def test_lock_files_name_no_registry() -> None:
    locks = sorted(EXTENSION.glob("**/package-lock.json"))
    ours = [path for path in locks if "node_modules" not in path.parts]
    assert len(ours) == 5
    for path in ours:
        places = re.findall(r'"resolved": "(?!\.\./)([^"]*)"', path.read_text(encoding="utf-8"))
        assert not places, path
