"""Runs the steps of our action as a runner does: `action.py REPOSITORY [INPUT=VALUE ...]`.

Ends with the status of the step that fails.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

repository, *given = sys.argv[1:]
action = yaml.safe_load(Path(repository, "action.yml").read_text("utf-8"))
values = {f"inputs.{name}": field["default"] for name, field in action["inputs"].items()}
values |= {f"inputs.{name}": value for name, _, value in (one.partition("=") for one in given)}


def evaluated(text: str) -> str:
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: values[match[1]], text)


with tempfile.TemporaryDirectory() as temporary:
    outputs = Path(temporary, "outputs")
    runner = {
        **os.environ,
        "GITHUB_ACTION_PATH": repository,
        "GITHUB_OUTPUT": str(outputs),
        "RUNNER_TEMP": temporary,
    }
    for step in action["runs"]["steps"]:
        outputs.write_text("")
        variables = {name: evaluated(value) for name, value in step.get("env", {}).items()}
        status = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", evaluated(step["run"])],
            cwd=evaluated(step.get("working-directory", ".")),
            env={**runner, **variables},
            check=False,
        ).returncode
        if status:
            sys.exit(status)
        for line in outputs.read_text().splitlines():
            name, _, value = line.partition("=")
            values[f"steps.{step['id']}.outputs.{name}"] = value
