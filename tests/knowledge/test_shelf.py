"""A file is parsed when one of its packages is asked about, and says nothing of other packages."""

import pytest

from asyncsense.knowledge import load_knowledge
from asyncsense.knowledge.schema import Library, names_of
from asyncsense.knowledge.shelf import Names, Rows, Shelf

HEAD = '[library]\nname = "{0}"\nimport = ["{0}"]\nsource = "https://{0}.example"\n'
BLOCKING = '[[blocking]]\nnames = ["{0}.fetch"]\ncategory = "http"\n'
LIBRARIES = load_knowledge().libraries


def shelf(**files: str) -> Shelf:
    return Shelf({name: HEAD.format(name) + text.format(name) for name, text in files.items()})


@pytest.mark.parametrize("file", LIBRARIES)
def test_a_file_speaks_of_the_packages_it_names(file: str) -> None:
    library: Library = LIBRARIES[file]
    assert {name.partition(".")[0] for name in names_of(library)} <= set(library.imports)


def test_what_nobody_asks_about_is_not_read() -> None:
    here = shelf(acme=BLOCKING, broken="[[blocking]]\n")
    assert Rows(here, "blocking").get("acme.fetch") is not None
    assert Rows(here, "blocking").get("other.fetch") is None
    assert "acme.fetch" not in Names(here, "nonblocking")


def test_all_that_have_a_table_are_read_to_go_through_it() -> None:
    tasks = '[[tasks]]\nnames = ["{0}.start"]\n'
    here = shelf(acme=BLOCKING, other=tasks, third=tasks + BLOCKING)
    assert list(Rows(here, "tasks")) == ["other.start", "third.start"]
    assert len(Rows(here, "blocking")) == 2
    assert set(here.read_all()) == {"acme", "other", "third"}


def test_reading_leaves_what_was_read() -> None:
    here = shelf(acme=BLOCKING + '[[nonblocking]]\nnames = ["acme.close"]\n')
    rows, names = Rows(here, "blocking"), Names(here, "nonblocking")
    assert rows["acme.fetch"] is rows["acme.fetch"]
    assert "acme.close" in names
    assert set(names) == {"acme.close"}
