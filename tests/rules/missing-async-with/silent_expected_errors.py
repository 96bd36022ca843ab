"""Managers that a test enters the wrong way on purpose."""

import unittest


class Session:
    def __init__(self) -> None:
        self.closed = False

    async def __aenter__(self) -> "Session":
        return self

    async def __aexit__(self, *exc: object) -> None: ...


class TestSession(unittest.TestCase):
    def test_with(self) -> None:
        with self.assertRaises(TypeError):
            with Session() as session:
                print(session)

            assert session.closed

    def test_inner_with(self) -> None:
        with self.assertRaises(ValueError):
            with open("name") as file:
                with Session() as session:
                    print(session, file)
