"""A session in Vim: look, hover, fix, undo, save. `session.py PROJECT`."""

import sys
from pathlib import Path

from terminal import Terminal

project = Path(sys.argv[1])
orders = project / "shop" / "orders.py"
fixed = orders.read_text("utf-8").replace(" send(", " await send(")

with Terminal("vim", "-c", "set number", "shop/orders.py", cwd=project) as vim:
    vim.shows(
        r">> 10 .*\n.*\n>> 12 .*\n.*\n>> 14 ",
        "there are signs at the lines of the findings",
    )
    vim.type(":ALENext")
    vim.shows("^blocking-sleep: `count", ":ALENext goes to the first, and it is said what it is")
    vim.keys("12G")
    vim.shows("^missing-await: `send", "as it is of the one at the cursor")
    vim.type(":ALEHover")
    vim.shows(r"^ +\d+ ## missing-await$", ":ALEHover shows the page of the rule")
    vim.type(":pclose")
    vim.type(":ALECodeAction")
    vim.shows("^1\\) Add `await`\n2\\) Ignore `missing-await` on this line", "fixes are offered")
    vim.type("1")
    vim.shows(r"^   12 +await send\(", "one is made, and its sign is gone")
    vim.keys("u")
    vim.shows(r"^>> 12 +send\(", "undo brings it back")
    vim.type(":w")
    vim.shows(r"^   12 +await send\(.*\n.*\n   14 +await send\(", "fixes are made on writing")
    vim.comes(lambda: orders.read_text("utf-8") == fixed, "and the file on disk has them")
    vim.shows("^>> 10 ", "what is not safe to fix is left")
    vim.type(":qa")
    vim.ends("Vim leaves, as it has nothing that is not written")
print("PASS Vim with ALE")
