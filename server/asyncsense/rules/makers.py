"""How sure it is that a call makes something that must be awaited."""

from __future__ import annotations

import re

from asyncsense.inference.calls import is_placeholder
from asyncsense.inference.frames import Frame
from asyncsense.inference.functions import has_decorator
from asyncsense.inference.modules import Module
from asyncsense.inference.values import (
    ClassValue,
    Decorated,
    FunctionValue,
    Instance,
    Types,
    Value,
    union,
    without_none,
)
from asyncsense.project.calls import function_values, names_in
from asyncsense.project.common_methods import common_methods
from asyncsense.project.paths import branches_cover
from asyncsense.rules.context import Context
from asyncsense.syntax.expressions import (
    ATTRIBUTE,
    CALL,
    NAME,
    SUBSCRIPT,
    Expression,
    decorator_name,
    dotted_name,
    last_name,
)
from asyncsense.syntax.sites import Block, CallSite
from asyncsense.syntax.summary import Body, Function
from asyncsense.syntax.switches import is_rebound

_AWAITABLE = {"coroutine", "awaitable", "task"}
_COLLECTIONS = ("builtins.", "collections.", "typing.")
_TASKS = {"Task", "Future"}
_QUESTION = re.compile(r"is_?(async|coroutine|awaitable)")
_MAX_DEPTH = 5
_OFTEN = 3


def every_callee_gives_awaitable(call: CallSite, ctx: Context) -> bool:
    """Whether each function that a call may mean gives something to await."""
    for value in ctx.callees(call):
        kinds = ctx.kinds(without_none(ctx.inference.call_value(value)))
        if not kinds or not kinds <= _AWAITABLE:
            return False
    return True


def may_have_done_it(callees: Types, ctx: Context, depth: int = 0) -> bool:
    """Whether a call that may give None, too, may have done its work then: it is declared to give either,
    or one of its branches calls something else instead."""
    for value in callees:
        made = value.targets if isinstance(value, Decorated) else (value,)
        if any(one.tag == "callable" for one in made):
            return True
    for value in function_values(callees):
        function = value.function
        if function.is_async or depth == _MAX_DEPTH:
            continue
        if function.returns is not None:
            return True
        frame = ctx.inference.call_frame(value, None)
        for result, *_ in function.body.returns:
            if result[0] == CALL:
                if ctx.kinds(ctx.inference.evaluate(result, frame)).isdisjoint(_AWAITABLE):
                    return True
                if may_have_done_it(ctx.inference.callees(result[1], frame), ctx, depth + 1):
                    return True
    return False


def is_switched_off(call: CallSite, ctx: Context) -> bool:
    """Whether the arguments of a call, or the defaults that it leaves, let a plain function do the work itself
    instead of returning it."""
    return any(
        value.module.in_project
        and not value.function.is_async
        and ctx.project.facts.is_switched_off(value, call.expression, ctx.frame)
        for value in function_values(ctx.callees(call))
    )


def makes_object(call: CallSite, ctx: Context) -> bool:
    """Whether a call constructs an object of a class."""
    return any(value.tag == "class" for value in ctx.callees(call))


def start_of_chain(call: CallSite, ctx: Context) -> CallSite:
    """The call that makes what others after it give back: `select()` in `select().where(x).limit(1)`."""
    return call._replace(expression=_start_of_chain(call.expression, ctx.frame, ctx))


def _start_of_chain(call: Expression, frame: Frame, ctx: Context) -> Expression:
    callee = call[1]
    if callee[0] != ATTRIBUTE or callee[1][0] != CALL:
        return call
    methods = ctx.inference.callees(callee, frame)
    if not methods or not all(_gives_itself(one, ctx) for one in methods):
        return call
    return _start_of_chain(callee[1], frame, ctx)


def _gives_itself(method: Value, ctx: Context) -> bool:
    """Whether a method of the project gives back the object that it belongs to, and starts nothing."""
    if not isinstance(method, FunctionValue) or not isinstance(method.bound, Instance):
        return False
    function = method.function
    returned = {expression[:2] for expression, *_ in function.body.returns}
    return (
        method.module.in_project
        and not function.is_async
        and returned == {(NAME, function.parameters[0].name)}
        and not _starts_something(method, ctx)
    )


def has_own_parameters(call: CallSite, ctx: Context) -> bool:
    """Whether a call makes an object of a class of the project that takes other arguments than the class which
    it derives from."""
    for value in ctx.callees(call):
        if isinstance(value, ClassValue) and value.cls.module.in_project:
            maker = ctx.inference.constructor(value.cls)
            if (maker is not None and maker.module.in_project) or ctx.inference.tuple_fields(
                value.cls
            ):
                return True
    return False


def returns_what_it_is_given(call: CallSite, ctx: Context) -> bool:
    """Whether a call gives back its own kind of object, to be called further, or an argument, or what one of
    them holds: `random.choice(models)`."""
    given: list[Value] = [
        value.bound
        for value in ctx.callees(call)
        if isinstance(value, FunctionValue) and isinstance(value.bound, (Instance, ClassValue))
    ]
    for argument in (*call.expression[2], *(value for _, value in call.expression[3])):
        given += (one for one in ctx.types(argument) if isinstance(one, Instance))
    own = {one.cls for one in given if isinstance(one, (Instance, ClassValue))}
    for one in given:
        held = union(one.arguments) if isinstance(one, Instance) else ()
        own |= {inner.cls for inner in held if isinstance(inner, Instance)}
    results = {v.cls for v in ctx.types(call.expression) if isinstance(v, Instance)}
    return bool(own & results)


def gives_argument_back(call: CallSite, types: Types, ctx: Context) -> bool:
    """Whether a plain function is given by a name what it returns: `assert_type(coroutine, …)`."""
    if any(value.function.is_async for value in function_values(ctx.callees(call))):
        return False
    return any(one[0] == NAME and ctx.types(one) == types for one in call.expression[2])


def may_be_under_way(callees: Types, ctx: Context, depth: int = 0) -> bool:
    """Whether an object that a call gives may do its work without being awaited by the caller: a future,
    an object that somebody keeps, or one that starts when it is made."""
    for value in callees if depth < _MAX_DEPTH else ():
        target = value.original if isinstance(value, Decorated) else value
        if isinstance(target, ClassValue) and _starts_when_made(target, ctx):
            return True
        if isinstance(target, FunctionValue) and (
            _may_give_other_than_new(target, ctx, depth) or _is_overridden_by_started(target, ctx)
        ):
            return True
    return False


def is_often_dropped(call: CallSite, members: Types, ctx: Context) -> bool:
    """Whether several files of the project throw away what they get from such calls, of a class of its own, and
    that more than now and then: those who know it do not forget the same thing again and again."""
    if not all(isinstance(one, Instance) and one.cls.module.in_project for one in members):
        return False
    dropped: list[Module] = []
    awaited = 0
    for module, function, other in ctx.project.calls_of([last_name(call.expression[1])]):
        if other.use[0] in ("discard", "await"):
            frame = ctx.inference.frame_of(function, module)
            if without_none(ctx.inference.evaluate(other.expression, frame)) == members:
                dropped += [module] * (other.use[0] == "discard")
                awaited += other.use[0] == "await"
    return len(set(dropped)) >= _OFTEN and 3 * len(dropped) >= awaited


def _may_give_other_than_new(value: FunctionValue, ctx: Context, depth: int) -> bool:
    """Whether a function may return something else than what it has just made to be awaited."""
    function = value.function
    if not value.module.in_project:
        return value.qualname.startswith(_COLLECTIONS)
    if function.is_async or is_placeholder(function):
        return False
    returned = ctx.inference.returned_by(value)
    if not ctx.kinds(without_none(returned)) <= {"coroutine", "awaitable"}:
        return True
    if not branches_cover([row[3] for row in function.body.returns]):
        return True
    frame = ctx.inference.call_frame(value, None)
    for expression, *_ in function.body.returns:
        made = ctx.project.origins.made_by(expression, frame)
        made = made and _start_of_chain(made, frame, ctx)
        if expression[0] == NAME and _is_handed_on(expression[1], function):
            return True
        if made is None or may_be_under_way(ctx.inference.callees(made[1], frame), ctx, depth + 1):
            return True
    return False


def _is_handed_on(name: str, function: Function) -> bool:
    """Whether somebody else is given what a local name holds."""
    return any(one.use[0] == "argument" for one in function.body.uses.get(name, ()))


def _is_overridden_by_started(value: FunctionValue, ctx: Context) -> bool:
    """Whether a subclass in the project overrides the method by one that gives a task or a future."""
    if not isinstance(value.bound, Instance):
        return False
    name = value.function.name
    for cls in ctx.project.subclasses(value.bound.cls):
        if ctx.inference.find_member(cls, name) is not None:
            overriding = ctx.inference.value_attribute(Instance(cls), name)
            if "task" in ctx.kinds(ctx.inference.call_types(overriding)):
                return True
    return False


def _starts_when_made(value: ClassValue, ctx: Context) -> bool:
    """Whether the constructor of a class of the project schedules a coroutine, or is given tasks."""
    member = ctx.inference.find_member(value.cls, "__init__")
    if member is None or not member.owner.module.in_project or member.rows[-1].kind != "def":
        return False
    init = member.owner.node.functions[member.rows[-1].payload]
    bound = FunctionValue(init, member.owner.module, Instance(value.cls))
    is_given_tasks = any(
        not _TASKS.isdisjoint(names_in(one.annotation))
        for one in init.parameters
        if one.annotation is not None
    )
    return is_given_tasks or _starts_something(bound, ctx)


def _starts_something(value: FunctionValue, ctx: Context) -> bool:
    """Whether a function makes a task, or gives a coroutine to something else."""
    frame = ctx.inference.call_frame(value, None)
    for call in value.function.body.calls:
        kinds = ctx.kinds(ctx.inference.evaluate(call.expression, frame))
        if kinds == {"task"} or (kinds == {"coroutine"} and call.use[0] == "argument"):
            return True
    return False


def is_given_function_to_decorate(call: CallSite, ctx: Context) -> bool:
    """`app.get("/")(handler)`: what the function is decorated with is declared to give what the
    decorated function gives."""
    callee, arguments = call.expression[1], call.expression[2]
    return (
        callee[0] == CALL
        and len(arguments) == 1
        and not call.expression[3]
        and all(value.tag == "callable" for value in ctx.callees(call))
        and bool(ctx.types(arguments[0]))
        and all(
            value.tag in ("function", "decorated", "partial") for value in ctx.types(arguments[0])
        )
    )


def may_be_run_by_decorator(callees: Types, ctx: Context) -> bool:
    """Whether a decorator that nobody knows may make a plain function of a coroutine function. In a
    coroutine that is so for one from elsewhere, if nothing that it decorates in its file is awaited."""
    for value in callees:
        target = value.original if isinstance(value, Decorated) else value
        if isinstance(target, FunctionValue) and not ctx.understands_decorators(target):
            if not ctx.is_async or not _awaits_decorated_like(target, ctx):
                return True
    return False


def _awaits_decorated_like(value: FunctionValue, ctx: Context) -> bool:
    """Whether the project awaits what has the same decorators from elsewhere, if there are any."""
    frame = value.closure or ctx.inference.definition_frame(value.function, value.module)
    decorators = {
        decorator_name(row[0])
        for row in value.function.decorators
        if not ctx.is_certain(ctx.inference.evaluate(row[0], frame))
    }
    return not decorators or any(
        function.name in ctx.project.names("awaited")
        for function in value.module.summary.functions()
        if function.is_async and has_decorator(function, *decorators)
    )


def may_be_overridden_by_plain(callees: Types, ctx: Context) -> bool:
    """Whether a subclass in the project makes a plain method, or an asynchronous generator, of a
    coroutine method among these."""
    for value in callees:
        target = value.original if isinstance(value, Decorated) else value
        if isinstance(target, FunctionValue) and isinstance(target.bound, Instance):
            name = target.function.name
            for cls in ctx.project.subclasses(target.bound.cls):
                rows = cls.node.bindings.get(name, ())
                for row in rows:
                    if row.kind == "def" and not _makes_coroutine(cls.node.functions[row.payload]):
                        overriding = ctx.inference.value_attribute(Instance(cls), name)
                        results = ctx.inference.call_types(overriding)
                        # What nobody knows is what the overridden method promises.
                        if not ctx.kinds(results) <= {*_AWAITABLE, "unknown"}:
                            return True
    return False


def _makes_coroutine(function: Function) -> bool:
    return function.is_async and not function.is_generator


# ---------------------------------------------------------------------- objects that nobody knows


def is_coroutine_by_name(call: CallSite, ctx: Context) -> bool:
    """Whether a method of an unknown object must be a coroutine method, called in a coroutine: all
    methods of that name in the project are, no common object has one, and the project awaits what it
    calls so."""
    callee = call.expression[1]
    if (
        not ctx.is_async
        or callee[0] != ATTRIBUTE
        or any(v.tag != "unknown" for v in ctx.callees(call))
    ):
        return False
    name, project = callee[2], ctx.project
    if name not in project.names("async") or name in project.names("sync"):
        return False
    if name in common_methods() or name.startswith("__"):
        return False
    if any(value.tag != "unknown" for value in ctx.types(callee[1])):
        return False
    return not _is_given_to_test(callee[1], ctx.function) and _is_used_as_coroutine(name, ctx)


def is_awaited_beside(call: CallSite, ctx: Context) -> bool:
    """Whether a function awaits what a name or method of an unknown object gives, but for this one call of it."""
    callee = call.expression[1]
    name = dotted_name(callee)
    if not ctx.is_async or name is None or call.use[0] != "discard":
        return False
    if any(value.tag != "unknown" for value in ctx.callees(call)):
        return False
    same = [one for one in ctx.body.calls if dotted_name(one.expression[1]) == name]
    awaited = [one for one in same if one.use[0] == "await"]
    if not awaited or len(awaited) < len(same) - 1 or _asks_what_it_calls(ctx.body):
        return False
    rows = ctx.body.bindings.get(name.partition(".")[0], ())
    return any(
        not is_rebound(rows, *sorted((one.start, call.start)))
        and not _are_exclusive(one.block, call.block)
        for one in awaited
    )


def _asks_what_it_calls(body: Body) -> bool:
    """Whether a function asks if something is a coroutine function, or has given something to await."""
    return any(_QUESTION.search(last_name(call.expression[1])) for call in body.calls)


def _are_exclusive(one: Block, other: Block) -> bool:
    """Whether two places stand in different branches of a statement."""
    branches = {statement: branch for statement, branch, *_ in one}
    return any(branches.get(statement, branch) != branch for statement, branch, *_ in other)


def _is_given_to_test(receiver: Expression, function: Function) -> bool:
    """Whether an object comes from a test framework, which has stand-ins of all kinds."""
    while receiver[0] in (ATTRIBUTE, SUBSCRIPT, CALL):
        receiver = receiver[1]
    named = receiver[0] == NAME and any(one.name == receiver[1] for one in function.parameters)
    in_test = function.name.startswith("test") or has_decorator(function, "fixture")
    return named and in_test


def _is_used_as_coroutine(name: str, ctx: Context) -> bool:
    """Whether a method has this name, and most calls of it are awaited or handed on."""
    methods = any(
        one.name == name and one.owner is not None
        for path in ctx.project.names("async")[name]
        if (module := ctx.project.program.module_at(path)) is not None
        for one in module.summary.functions()
    )
    if not methods:
        return False
    uses = [call.use[0] for _, _, call in ctx.project.calls_of([name])]
    awaited = sum(use in ("await", "argument", "return", "element") for use in uses)
    return 2 * awaited >= len(uses) - 1
