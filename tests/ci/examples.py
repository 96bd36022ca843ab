"""Writes the YAML of a page to files: `examples.py PAGE DIRECTORY` makes 1.yml, 2.yml, …"""

import re
import sys
from pathlib import Path

page, directory = map(Path, sys.argv[1:])
blocks = re.findall(r"^```yaml\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
for number, block in enumerate(blocks, 1):
    (directory / f"{number}.yml").write_text(block, "utf-8")
