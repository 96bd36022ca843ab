"""What a knowledge file may say, and how it is told what is wrong with it."""

from pathlib import Path

import pytest

from asyncsense.knowledge import KnowledgeError, load_knowledge, read_knowledge
from asyncsense.knowledge.parse import parse_condition, parse_library, parse_parameter, parse_twin
from asyncsense.knowledge.schema import Condition, Parameter, Twin

HEAD = '[library]\nname = "acme"\nimport = ["acme"]\nsource = "https://acme.example"\n'


def knowledge(folder: Path, **files: str):
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(HEAD + text, encoding="utf-8")
    return read_knowledge(folder)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[[blocking]]\nnames = ["a.b"]\ncategory = "htpp"',
            "`category` is 'htpp'; expected one of",
        ),
        ('[[blocking]]\nnames = ["a.b"]\ncategory = "http"\ncost = "big"', "`cost` is 'big'"),
        (
            '[[blocking]]\nnames = ["a.b"]\ncategory = "http"\nnote = "x"',
            "`note` is not a known key",
        ),
        ('[[blocking]]\ncategory = "http"', "[[blocking]] number 1: `names` is missing"),
        ('[[blocking]]\nnames = [1]\ncategory = "http"', "`names` holds 1, which is not a name"),
        ('[[blocking]]\nnames = []\ncategory = "http"', "`names` must be a non-empty list"),
        (
            '[[blocking]]\nnames = ["a"]\ncategory = "http"\nenter = 1',
            "`enter` must be true or false",
        ),
        (
            '[[blocking]]\nnames = ["a.b"]\ncategory = "http"\nnonblocking-when = ["block"]',
            "`nonblocking-when` holds 'block'; expected a condition such as 'blocking=False@0'",
        ),
        (
            '[[blocking]]\nnames = ["a.b"]\ncategory = "http"\ninstead = "fetch"',
            "`instead` is 'fetch'; expected a dotted name",
        ),
        ('[[offloads]]\nnames = ["a.b"]\nparameter = "@0"', "`parameter` is '@0'"),
        ('[[entry-points]]\nnames = ["a.b"]\nkind = "thread"', "`kind` is 'thread'"),
        ("[[bloking]]\n", "unknown table `bloking`"),
        ("blocking = 1\n[x", "acme.toml: "),
    ],
)
def test_a_wrong_table_is_one_clear_line(text: str, message: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        parse_library(HEAD + text, "acme.toml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("acme.toml: ")
    assert "\n" not in str(caught.value)


def test_a_name_stands_once(tmp_path: Path) -> None:
    row = '[[blocking]]\nnames = ["acme.fetch"]\ncategory = "http"\n'
    with pytest.raises(
        KnowledgeError, match=r"b\.toml: \[\[blocking\]\] has `acme\.fetch` in a\.toml too"
    ):
        knowledge(tmp_path, a=row, b=row)


def test_one_name_may_block_as_a_call_and_in_a_with(tmp_path: Path) -> None:
    row = '[[blocking]]\nnames = ["acme.Lock"]\ncategory = "wait"\n'
    known = knowledge(tmp_path, acme=row + row + "enter = true\n")
    assert known.blocking_function("acme.Lock") is not None
    assert known.blocking_enter(["acme.Lock"]) is not None
    assert known.blocking_iteration(["acme.Lock"]) is None


def test_of_stands_before_every_name(tmp_path: Path) -> None:
    text = '[[blocking]]\nof = ["a.B", "a.C"]\nnames = """\n  get\n  put\n"""\ncategory = "http"\n'
    assert set(knowledge(tmp_path, acme=text).blocking) == {
        "a.B.get",
        "a.B.put",
        "a.C.get",
        "a.C.put",
    }


def test_twins_are_named_after_the_method(tmp_path: Path) -> None:
    text = '[[blocking]]\nof = ["a.B"]\nnames = ["get", "*"]\ncategory = "http"\ninstead = ".a{name}"\n'
    known = knowledge(tmp_path, acme=text)
    get = known.blocking_method(["a.B"], "get")
    put = known.blocking_method(["a.B"], "put")
    assert get is not None and get.instead == Twin(None, "aget")
    assert put is not None and (put.name, put.instead) == ("a.B.put", Twin(None, "aput"))
    assert known.blocking_method(["a.B"], "_put") is None


def test_the_first_class_that_says_something_decides(tmp_path: Path) -> None:
    text = (
        '[[blocking]]\nnames = ["a.Client.*", "a.Pipeline.execute"]\ncategory = "database"\n'
        '[[nonblocking]]\nnames = ["a.Pipeline.*", "a.Client.close"]\n'
    )
    known = knowledge(tmp_path, acme=text)
    pipeline = ["mine.Pipeline", "a.Pipeline", "a.Client"]
    assert known.blocking_method(pipeline, "get") is None
    assert known.blocking_method(pipeline, "execute") is not None
    assert known.blocking_method(pipeline[2:], "get") is not None
    assert known.blocking_method(pipeline[2:], "close") is None


def test_conditions_parameters_and_twins() -> None:
    assert parse_condition("blocking=False@0") == Condition(Parameter("blocking", 0), False)
    assert parse_condition("timeout=0") == Condition(Parameter("timeout"), 0)
    assert parse_condition("timeout=MISSING@1") == Condition(Parameter("timeout", 1), missing=True)
    assert parse_condition("mode=os.P_NOWAIT@0") == Condition(
        Parameter("mode", 0), constant_name="os.P_NOWAIT"
    )
    assert parse_parameter("func@1") == Parameter("func", 1)
    assert parse_twin("asyncio:sleep") == Twin("asyncio", "sleep")
    assert parse_twin(".aget") == Twin(None, "aget")
    assert parse_twin("acme.client.AsyncClient.fetch") == Twin("acme.client", "AsyncClient.fetch")
    assert parse_twin("acme.fetch") == Twin("acme", "fetch")


def test_settings_are_added_and_win() -> None:
    known = load_knowledge().extended(
        blocking=[
            {"name": "acme.Client.fetch", "category": "http", "instead": "acme.AsyncClient.fetch"},
            {"name": "logging.Logger.info", "category": "file", "cost": "syscall"},
            {"name": "acme.take", "category": "wait", "nonblocking-when": ["block=False@0"]},
        ],
        nonblocking=["requests.api.get"],
        offloads=["acme.run"],
        consumes=["acme.spawn"],
    )
    fetch = known.blocking_function("acme.Client.fetch")
    assert fetch is not None
    assert (fetch.cost, fetch.instead) == ("wait", Twin("acme", "AsyncClient.fetch"))
    assert fetch.same_signature
    take, info = known.blocking["acme.take"], known.blocking["logging.Logger.info"]
    assert take.nonblocking_when == (Condition(Parameter("block", 0), False),)
    assert info.cost == "syscall"
    assert known.blocking_function("requests.api.get") is None
    assert known.is_nonblocking("requests.api.get")
    assert known.blocking_method(["logging.Logger"], "info") is not None
    assert known.offloads["acme.run"].parameter == Parameter("func", 0)
    assert known.is_consumer("acme.spawn")
    assert load_knowledge().blocking_function("requests.api.get") is not None


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"category": "http"}, "`name` is missing"),
        ({"name": "a.b"}, "`category` is missing"),
        ({"name": "a.b", "category": "web"}, "`category` is 'web'"),
        ({"name": "a.b", "category": "http", "twin": "x"}, "`twin` is not a known key"),
    ],
)
def test_wrong_settings_are_one_clear_line(row: dict[str, object], message: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge().extended(blocking=[row], source="pyproject.toml")
    assert str(caught.value).startswith("pyproject.toml: [[blocking]] number 1: ")
    assert message in str(caught.value)
