"""Prints what docs/editors.md tells people to write: `documented.py HEADING LANGUAGE`.

All blocks of that language in the section, one after the other, so that an editor's test runs with
exactly the set-up that is documented.
"""

import re
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "editors.md"

heading, language = sys.argv[1:]
section = re.search(
    rf"^## {re.escape(heading)}\b.*?(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
)
blocks = section and re.findall(
    rf"^```{re.escape(language)}\n(.*?)^```", section[0], re.MULTILINE | re.DOTALL
)
if not blocks:
    sys.exit(f"no {language} in the section {heading} of {PAGE}")
print("\n".join(blocks))
