"""A session in Emacs: look, hover, fix, undo, save. `session.py PROJECT`."""

import sys
import time
from pathlib import Path

from terminal import Terminal

project = Path(sys.argv[1])
orders = project / "shop" / "orders.py"
fixed = orders.read_text("utf-8").replace(" send(", " await send(") + "# the end\n"


def documentation_is_shown(emacs: Terminal) -> bool:
    """Asks for it; Emacs fetches it only when point has rested for a while."""
    time.sleep(1.5)
    emacs.keys("C-h", ".")
    time.sleep(0.3)
    return "## Why is this bad" in emacs.screen()


with Terminal("emacs", "-nw", "shop/orders.py", cwd=project) as emacs:
    emacs.shows(r"Flymake\[3 0\]", "three errors are counted")
    emacs.keys("M-x")
    emacs.type("flymake-goto-next-error")
    emacs.shows(r"^asyncsense \[blocking-sleep\]: `count\(article\)`", "point is on the first")
    emacs.keys("M-x")
    emacs.type("flymake-goto-next-error")
    emacs.shows(r"^asyncsense \[missing-await\]: `send", "and on the next")
    emacs.comes(lambda: documentation_is_shown(emacs), "C-h . shows the page of the rule")
    emacs.keys("C-x", "1")
    emacs.keys("M-x")
    emacs.type("eglot-code-actions")
    emacs.shows(r"Pick an action \(default Add `await`\)", "fixes are offered")
    emacs.keys("Enter")
    emacs.shows(r"^ +await send\(address, f\"\{article\} is sold", "one is made")
    emacs.shows(r"Flymake\[2 0\]", "and what it mends is gone")
    emacs.keys("C-/")
    emacs.shows(r"Flymake\[3 0\]", "undo brings it back")
    emacs.keys("M->")
    emacs.type("# the end")
    emacs.keys("C-x", "C-s")
    emacs.shows("^Wrote .*/orders.py", "the file is written")
    emacs.comes(lambda: orders.read_text("utf-8") == fixed, "with all safe fixes")
    emacs.shows(r"Flymake\[1 0\]", "what is not safe to fix is left")
    emacs.keys("C-x", "C-c")
    emacs.ends("Emacs leaves, as it has nothing that is not written")
print("PASS Emacs with eglot")
