"""What the steps of fixes make of texts; the cases are data, see `fix_cases.py`."""

from __future__ import annotations

import io
import re
import tokenize
from collections import Counter
from itertools import pairwise

import pytest
from fix_cases import PATH, FixCase, load_cases

from asyncsense.diagnostics import Applicability, Fix
from asyncsense.fixes import steps
from asyncsense.fixes.lower import LOWERINGS, CannotFixError, lower
from asyncsense.text import Document, apply_edits

CASES = list(load_cases())
EMOJI_LINE = "# 🎉 é ñ"

every_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


def fixed(case: FixCase) -> str:
    """The result for a case, or the reason why there is none as the case writes it."""
    document = Document(PATH, case.before)
    try:
        edits = lower(case.fix(), lambda path: document)[PATH]
    except CannotFixError as error:
        return f"cannot: {error}"
    for one, other in pairwise(edits):
        assert one.span.end <= other.span.start, "edits overlap"
    return apply_edits(case.before, edits)


@every_case
def test_result(case: FixCase) -> None:
    assert fixed(case) == case.result


@every_case
def test_result_with_crlf(case: FixCase) -> None:
    case = case.with_crlf()
    assert fixed(case) == case.result


@every_case
def test_result_behind_an_emoji(case: FixCase) -> None:
    head, mark, tail = case.marked.partition("«")
    lines = head.splitlines(keepends=True)
    at_line_start = not lines or head.endswith("\n")
    line = "" if at_line_start else lines.pop()
    if lines and lines[-1].endswith("\\\n"):
        pytest.skip("nothing can stand between the lines of a continuation")
    blanks = line[: len(line) - len(line.lstrip())]
    marked = "".join([*lines, f"{blanks}{EMOJI_LINE}\n", line, mark, tail])
    result = fixed(FixCase(case.name, case.steps, marked, case.result))
    without = re.sub(rf"[ \t]*{EMOJI_LINE}\n", "", result)
    assert without == case.result


@every_case
def test_comments_stay(case: FixCase) -> None:
    if case.is_refused or "Remove" in case.steps or "Ignore" in case.steps or "broken" in case.name:
        pytest.skip("no comments to keep")
    lost = comments(case.before) - comments(fixed(case))
    assert not lost


def comments(text: str) -> Counter[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def test_every_step_can_be_lowered() -> None:
    public = {kind for kind in vars(steps).values() if isinstance(kind, type)}
    steps_of_files = {kind for kind in public if issubclass(kind, steps.FileStep)}
    # The others are what several kinds have in common.
    kinds = {kind for kind in steps_of_files if not kind.__subclasses__()}
    assert kinds == set(LOWERINGS)


def test_every_step_has_cases() -> None:
    named = {name for case in CASES for name in re.findall(r"(\w+)\(", case.steps)}
    in_settings = {"TreatAsBlocking", "TreatAsNonBlocking"}
    assert named | in_settings == {kind.__name__ for kind in LOWERINGS}


def test_disabled_fix_says_why() -> None:
    fix = Fix(
        "Run it in a thread", Applicability.DISABLED, (), "the connection is bound to its thread"
    )
    with pytest.raises(CannotFixError, match="bound to its thread"):
        lower(fix, lambda path: Document(path, ""))


def test_steps_in_several_files() -> None:
    documents = {
        "/a.py": Document("/a.py", "async def a():\n    b()\n"),
        "/b.py": Document("/b.py", "def b():\n    pass\n"),
    }
    call = documents["/a.py"].text.index("b()")
    fix = Fix(
        "Make `b` async and await it",
        Applicability.SAFE,
        (
            steps.AddAwait("/a.py", steps.Span(call, call + 3)),
            steps.AddAsync("/b.py", steps.Span(0, 7)),
        ),
    )
    edits = lower(fix, documents.__getitem__)
    results = {path: apply_edits(documents[path].text, of_path) for path, of_path in edits.items()}
    assert results == {
        "/a.py": "async def a():\n    await b()\n",
        "/b.py": "async def b():\n    pass\n",
    }


def test_notebooks_may_await_at_the_top() -> None:
    text = "f()\n"
    fix = Fix("Add `await`", Applicability.SAFE, (steps.AddAwait("/n.ipynb", steps.Span(0, 3)),))
    edits = lower(fix, lambda path: Document(path, text))["/n.ipynb"]
    assert apply_edits(text, edits) == "await f()\n"


def test_imports_of_two_fixes_are_equal_edits() -> None:
    """Fix-all puts edits of several fixes together: what they share must count once."""
    text = "import time\n\nasync def main():\n    time.sleep(1)\n    time.sleep(2)\n"
    document = Document(PATH, text)
    edits = []
    for call in ("time.sleep(1)", "time.sleep(2)"):
        place = steps.Span(text.index(call), text.index(call) + len(call))
        fix = Fix(
            "Use `asyncio.sleep`",
            Applicability.SAFE,
            (steps.ReplaceCallee(PATH, place, "asyncio:sleep"), steps.AddAwait(PATH, place)),
        )
        edits += lower(fix, lambda path: document)[PATH]
    assert apply_edits(text, edits) == (
        "import asyncio\nimport time\n\nasync def main():\n"
        "    await asyncio.sleep(1)\n    await asyncio.sleep(2)\n"
    )


def test_byte_order_mark_stays_first() -> None:
    text = "\ufeffif é: time.sleep(1)\n"
    document = Document(PATH, text)
    place = steps.Span(text.index("time"), len(text) - 1)
    fix = Fix("Use it", Applicability.SAFE, (steps.ReplaceCallee(PATH, place, "asyncio:sleep"),))
    edits = lower(fix, lambda path: document)[PATH]
    assert apply_edits(text, edits) == "\ufeffimport asyncio\n\nif é: asyncio.sleep(1)\n"


def test_last_line_without_a_line_end() -> None:
    text = "import asyncio\nasync def main():\n\tasyncio.create_task(f())"
    document = Document(PATH, text)
    place = steps.Span(text.index("asyncio.create"), len(text))
    fix = Fix("Keep it", Applicability.SAFE, (steps.KeepTask(PATH, place),))
    edits = lower(fix, lambda path: document)[PATH]
    assert apply_edits(text, edits) == (
        "import asyncio\n\nbackground_tasks = set()\n\n\nasync def main():\n"
        "\ttask = asyncio.create_task(f())\n\tbackground_tasks.add(task)\n"
        "\ttask.add_done_callback(background_tasks.discard)"
    )


def test_steps_that_contradict_each_other() -> None:
    text = "f(1)\n"
    parts = (
        steps.ReplaceCallee(PATH, steps.Span(0, 4), "builtins:print"),
        steps.ReplaceCallee(PATH, steps.Span(0, 4), "builtins:repr"),
    )
    with pytest.raises(CannotFixError, match="change the same text"):
        lower(Fix("Replace it", Applicability.SAFE, parts), lambda path: Document(PATH, text))


def test_block_for_a_thread_is_one_edit() -> None:
    """Another fix, which adds an `await` in the block, must not be made together with it."""
    text = (
        "import asyncio\n\nasync def main():\n    with open(p) as f:\n        f.read()\n    g()\n"
    )
    place = steps.Span(text.index("with"), text.index("    g()"))
    fix = Fix("Run it", Applicability.SAFE, (steps.RunBlockInThread(PATH, place),))
    (edit,) = lower(fix, lambda path: Document(PATH, text))[PATH]
    assert text[slice(*edit.span)] == "with open(p) as f:\n        f.read()"
