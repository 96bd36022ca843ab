"""What the files that ship say: enough, and nothing that is not so."""

import pytest

from asyncsense.knowledge import load_knowledge

KNOWN = load_knowledge()


def test_there_is_enough_of_it() -> None:
    libraries = {call.library for call in KNOWN.blocking.values()}
    assert len(KNOWN.blocking) >= 400
    assert len(libraries) >= 60


@pytest.mark.parametrize(
    ("name", "category", "cost"),
    [
        ("time.sleep", "sleep", "wait"),
        ("requests.api.get", "http", "wait"),
        ("builtins.open", "file", "bulk"),
        ("genericpath.exists", "file", "syscall"),
        ("os.mkdir", "file", "syscall"),
        ("shutil.copytree", "file", "bulk"),
        ("subprocess.run", "subprocess", "wait"),
        ("builtins.input", "input", "wait"),
        ("hashlib.scrypt", "cpu", "bulk"),
        ("asyncio.runners.run", "event-loop", "wait"),
        ("_sqlite3.connect", "database", "wait"),
    ],
)
def test_functions(name: str, category: str, cost: str) -> None:
    call = KNOWN.blocking_function(name)
    assert call is not None
    assert (call.category, call.cost) == (category, cost)


@pytest.mark.parametrize(
    ("mro", "method", "category"),
    [
        (["redis.client.Redis", "redis.commands.core.BasicKeyCommands"], "get", "database"),
        (["socket.socket", "_socket.socket"], "recv", "network"),
        (["requests.sessions.Session"], "get", "http"),
        (["_thread.lock"], "acquire", "wait"),
        (["queue.PriorityQueue", "queue.Queue"], "get", "wait"),
        (["_io.TextIOWrapper", "io.TextIOBase", "_io._TextIOBase", "typing.IO"], "read", "file"),
        (["botocore.client.BaseClient"], "put_object", "http"),
        (
            ["openai.resources.audio.speech.Speech", "openai._resource.SyncAPIResource"],
            "create",
            "http",
        ),
    ],
)
def test_methods(mro: list[str], method: str, category: str) -> None:
    call = KNOWN.blocking_method(mro, method)
    assert call is not None
    assert call.category == category


@pytest.mark.parametrize(
    ("mro", "method"),
    [
        (["redis.client.Pipeline", "redis.client.Redis"], "get"),
        (["redis.asyncio.client.Redis", "redis.commands.core.BasicKeyCommands"], "get"),
        (
            ["_io.StringIO", "io.TextIOBase", "_io._TextIOBase", "typing.TextIO", "typing.IO"],
            "write",
        ),
        (["_io.BytesIO", "io.BufferedIOBase", "typing.BinaryIO", "typing.IO"], "read"),
        (["typing.TextIO", "typing.IO"], "write"),
        (["queue.Queue"], "get_nowait"),
        (["asyncio.queues.Queue"], "get"),
        (["asyncio.locks.Lock"], "acquire"),
        (["asyncio.locks.Event"], "wait"),
        (["asyncio.subprocess.Process"], "wait"),
        (["logging.Logger"], "info"),
        (["botocore.client.BaseClient"], "get_paginator"),
        (["django.db.models.query.QuerySet"], "filter"),
        (
            ["concurrent.futures.thread.ThreadPoolExecutor", "concurrent.futures._base.Executor"],
            "submit",
        ),
        (
            [
                "filelock.asyncio.AsyncFileLock",
                "filelock.asyncio.BaseAsyncFileLock",
                "filelock._api.BaseFileLock",
            ],
            "acquire",
        ),
        (["zmq.asyncio.Socket", "zmq._future._AsyncSocket", "zmq.sugar.socket.Socket"], "recv"),
    ],
)
def test_what_does_not_block(mro: list[str], method: str) -> None:
    assert KNOWN.blocking_method(mro, method) is None


@pytest.mark.parametrize(
    "name", ["builtins.print", "logging.info", "logging.handlers.QueueHandler.emit", "re.compile"]
)
def test_harmless_functions(name: str) -> None:
    assert KNOWN.blocking_function(name) is None
    assert KNOWN.is_nonblocking(name)


def test_what_a_with_or_a_for_does() -> None:
    assert KNOWN.blocking_enter(["concurrent.futures.thread.ThreadPoolExecutor"]) is not None
    assert KNOWN.blocking_enter(["threading.BoundedSemaphore", "threading.Semaphore"]) is not None
    assert KNOWN.blocking_iteration(["os.walk"]) is not None
    assert KNOWN.blocking_enter(["asyncio.locks.Lock"]) is None


def test_nothing_is_both_blocking_and_not() -> None:
    assert not KNOWN.blocking.keys() & KNOWN.nonblocking


def test_a_twin_with_the_same_signature_is_named() -> None:
    assert all(call.instead for call in KNOWN.blocking.values() if call.same_signature)


def test_what_may_not_move_to_a_thread_says_why() -> None:
    for name in (
        "sqlite3.Cursor.execute",
        "sqlalchemy.orm.session.Session.commit",
        "threading._RLock.acquire",
    ):
        call = KNOWN.blocking[name]
        assert call.thread_bound is not None
        assert call.thread_bound[0].islower() or call.thread_bound.startswith("Django")


@pytest.mark.parametrize(
    ("public", "defined"),
    [
        ("requests.get", "requests.api.get"),
        ("requests.Session.get", "requests.sessions.Session.get"),
        ("open", "builtins.open"),
        ("threading.RLock.acquire", "threading._RLock.acquire"),
    ],
)
def test_what_does_not_block_is_named_as_it_is_imported(public: str, defined: str) -> None:
    assert KNOWN.blocking[defined].shown == public
    assert defined not in KNOWN.extended(nonblocking=[public]).blocking
    assert defined not in KNOWN.extended(nonblocking=[defined]).blocking
