"""Methods that Python itself, or a test runner, calls without awaiting what they return."""

from __future__ import annotations

from asyncsense.inference.values import ClassRef, Instance
from asyncsense.rules.context import Context

# Python uses (or drops) what these return at once. Not here: what code may await by intention, as in
# `await x[key]`, `await (a + b)` and `await Class()`.
_NEVER_AWAITED = {
    "__init__", "__del__", "__post_init__", "__init_subclass__", "__set_name__", "__enter__",
    "__exit__", "__iter__", "__next__", "__reversed__", "__len__", "__length_hint__", "__bool__",
    "__contains__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__",
    "__str__", "__repr__", "__bytes__", "__format__", "__int__", "__float__", "__complex__",
    "__index__", "__sizeof__", "__dir__", "__setattr__", "__delattr__", "__setitem__",
    "__delitem__", "__set__", "__delete__", "__instancecheck__", "__subclasscheck__", "__await__",
    "__aiter__",
}  # fmt: skip
_TEST_STEPS = ("setUp", "tearDown", "setUpClass", "tearDownClass")
# A test class that has one of these of its own may well run coroutines.
_RUNS_TESTS_ITSELF = (
    "run", "debug", "__call__", "_callTestMethod", "_callSetUp", "_callTearDown",
    "__init_subclass__", "__getattribute__", "__init__",
)  # fmt: skip
_ASYNC_TEST_CASE = "unittest.async_case.IsolatedAsyncioTestCase"


def calls_without_await(ctx: Context) -> str:
    """Who calls the coroutine method that the context is about and awaits nothing; or nobody."""
    function = ctx.function
    if not function.is_async or function.owner is None or function.kind != "function":
        return ""
    cls = ctx.inference.class_ref(function.owner, ctx.module)
    values = ctx.inference.attribute((Instance(cls),), function.name)
    if not function.is_generator and not ctx.async_functions(values):
        return ""
    if _is_never_awaited(cls, ctx):
        return "Python itself"
    return "`unittest.TestCase`" if _is_plain_test(cls, ctx) else ""


def _is_never_awaited(cls: ClassRef, ctx: Context) -> bool:
    name = ctx.function.name
    if name not in _NEVER_AWAITED or (name == "__aiter__" and ctx.function.is_generator):
        return False
    return name != "__init__" or not _makes_objects_itself(cls, ctx)


def _makes_objects_itself(cls: ClassRef, ctx: Context) -> bool:
    """Whether a `__new__` or a metaclass may await `__init__`."""
    order = ctx.inference.mro(cls)
    maker = ctx.inference.find_member(cls, "__new__")
    has_maker = maker is not None and maker.owner.qualname != "builtins.object"
    has_metaclass = any(word == "metaclass" for one in order for word, _ in one.node.keywords)
    return has_maker or has_metaclass or ctx.inference.has_unknown_base(cls)


def _is_plain_test(cls: ClassRef, ctx: Context) -> bool:
    name = ctx.function.name
    if not (name.startswith("test") or name in _TEST_STEPS) or cls.node.decorators:
        return False
    if ctx.inference.has_unknown_base(cls) or ctx.inference.is_subclass(cls, _ASYNC_TEST_CASE):
        return False
    order = [one for one in ctx.inference.mro(cls) if one.qualname != "builtins.object"]
    if order[-1].qualname != "unittest.case.TestCase":
        return False
    return not any(name in one.node.bindings for one in order[:-1] for name in _RUNS_TESTS_ITSELF)
