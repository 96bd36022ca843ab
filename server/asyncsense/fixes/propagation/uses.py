"""What the project does with a family of functions: the calls that have to await from now on.

Everything else that it does with them is a boundary.
"""

from __future__ import annotations

import ast
from typing import NamedTuple

from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.propagation.family import Family
from asyncsense.fixes.propagation.references import Files, Mention, Place
from asyncsense.fixes.propagation.summaries import call_site_at, function_at
from asyncsense.inference.values import (
    ClassRef,
    ClassValue,
    External,
    Instance,
    ModuleValue,
    Value,
    is_certain,
)
from asyncsense.project.calls import argument
from asyncsense.project.common_methods import common_methods
from asyncsense.project.project import Project
from asyncsense.syntax.expressions import last_name

_LOOKS_UP = {
    "getattr", "hasattr", "setattr", "delattr", "attrgetter", "methodcaller", "patch", "object",
    "create_autospec",
}  # fmt: skip

# More than this takes too long to look at, and is more than anybody would change at once; with a name
# that others have as well, it would be refused in the end.
_MANY_FILES = 100
_FEW_FILES = 25


class Call(NamedTuple):
    """What is called at `callee` becomes a coroutine function; `by_name`: so it seems by its name."""

    callee: Place
    by_name: bool = False


class Uses(NamedTuple):
    """The calls of members that are no coroutine functions yet, and whether anybody else calls them:
    a framework that knows coroutine functions."""

    calls: list[Call]
    is_called_otherwise: bool


def uses_of(family: Family, project: Project, files: Files) -> Uses:
    """How the project uses the members of a family.

    Raises CannotFixError, with the reason, where a member is used in another way.
    """
    uses = _Judge(family, project)
    names = [family.name]
    only_in = next(iter(family.members.values())).path if family.is_local else None
    at_most = _MANY_FILES if _is_telling(family, project) else _FEW_FILES
    for name in names:
        for mention in files.mentions(name, at_most, only_in):
            alias = mention.place.node
            if isinstance(alias, ast.alias):
                if alias.asname and alias.asname not in names:
                    names.append(alias.asname)
            else:
                uses.note(mention)
    uses.settle()
    return Uses(uses.calls, uses.is_handed_over or family.is_decorated_entry)


def _is_telling(family: Family, project: Project) -> bool:
    """Whether something of that name is hardly anything but a member."""
    own = {module.path for module in family.members.values()}
    defined = {
        path for part in ("sync", "async") for path in project.names(part).get(family.name, ())
    }
    return not family.classes or (family.name not in common_methods() and defined <= own)


class _Judge:
    """Judges one mention after the other."""

    def __init__(self, family: Family, project: Project) -> None:
        self._family = family
        self._project = project
        self._inference = project.inference
        self._unknown: list[Mention] = []
        self._others: list[Place] = []
        self.calls: list[Call] = []
        self.is_handed_over = False

    def note(self, mention: Mention) -> None:
        match mention.kind:
            case "definition":
                self._note_definition(mention.place)
            case "string":
                self._check_string(mention)
            case "store":
                self._check_store(mention)
            case _:
                self._note_use(mention)

    def settle(self) -> None:
        """Judges what depends on everything else: what may be a member by its name."""
        family = self._family
        in_class = bool(family.classes)
        ambiguous = bool(self._others) or family.name in common_methods()
        for mention in self._unknown:
            place, is_call = mention.place, mention.kind == "call"
            if in_class and not ambiguous and is_call:
                self.calls.append(Call(place, by_name=True))
            elif is_call or not in_class or not ambiguous:
                code = " ".join(place.source.text_of(place.node).split())
                raise CannotFixError(f"`{code}` may be this `{family.name}`, or another ({place})")

    # ------------------------------------------------------------------ calls and values

    def _note_use(self, mention: Mention) -> None:
        family, place = self._family, mention.place
        meant = family.meant_by(mention.types)
        if not meant:
            if self._may_be_member(mention):
                self._unknown.append(mention)
        elif all(one.is_async for one in meant):
            return
        elif mention.kind != "call":
            self._check_read(place)
        elif family.is_all_of(mention.types):
            self.calls.append(Call(place))
        else:
            raise CannotFixError(f"another function than `{family.name}` may be called at {place}")

    def _may_be_member(self, mention: Mention) -> bool:
        """Whether something of which nobody knows what it is may be a member."""
        family = self._family
        if not family.classes:
            names = {f".{_tail(one.name)}.{family.name}" for one in family.members.values()}
            return any(
                isinstance(value, External)
                and any(f".{value.qualname}".endswith(name) for name in names)
                for value in mention.types
            )
        if not isinstance(mention.place.node, ast.Attribute):
            return False
        # An object without such an attribute is not what it is declared to be: a stand-in in a test.
        return any(value.tag == "unknown" for value in mention.types)

    def _check_read(self, place: Place) -> None:
        """A member that is used without being called: anybody may call it."""
        name, parent = self._family.name, place.parent
        if isinstance(parent, ast.keyword):
            parent = place.source.parent(parent)
        if not isinstance(parent, ast.Call):
            raise CannotFixError(f"`{name}` is used without being called ({place})")
        if not self._is_taken_as_coroutine(place, place.at(parent)):
            taker = " ".join(place.source.text_of(parent.func).split())
            raise CannotFixError(f"`{name}` is passed to `{taker}` ({place})")
        self.is_handed_over = True

    def _is_taken_as_coroutine(self, given: Place, call: Place) -> bool:
        """Whether a framework that takes coroutine functions as well is given the function."""
        site = call_site_at(call)
        if site is None:
            return False
        frame = self._inference.frame_of(site.function, call.module)
        callees = self._inference.callees(site.call.expression[1], frame)
        for value in callees:
            names = self._project.names_of(value)
            rows = [self._project.knowledge.entry_points.get(name) for name in names]
            row = next((one for one in rows if one is not None), None)
            if row is None or row.kind == "plain" or row.parameter is None:
                return False
            taken = argument(site.call.expression, row.parameter)
            if taken is None or last_name(taken) != self._family.name:
                return False
        return bool(callees)

    # ------------------------------------------------------------------ other mentions

    def _note_definition(self, place: Place) -> None:
        family = self._family
        function = function_at(place)
        if function is None or function in family.members:
            return
        self._others.append(place)
        if not family.classes or function.owner is None:
            return
        cls: ClassRef = self._inference.class_ref(function.owner, place.module)
        if self._inference.is_protocol(cls):
            raise CannotFixError(f"the protocol `{cls.node.name}` has a `{family.name}` ({place})")

    def _check_store(self, mention: Mention) -> None:
        if any(map(self._may_hold_member, mention.receiver)):
            raise CannotFixError(f"`{self._family.name}` is replaced ({mention.place})")

    def _may_hold_member(self, value: Value) -> bool:
        """Whether a member can be an attribute of an object."""
        if isinstance(value, (Instance, ClassValue)):
            return self._family.is_related(value.cls)
        return isinstance(value, ModuleValue) and value.module in self._family.members.values()

    def _check_string(self, mention: Mention) -> None:
        """Names in strings, by which functions are looked up."""
        family, place = self._family, mention.place
        node = place.node
        assert isinstance(node, ast.Constant) and isinstance(node.value, str)
        owner, _, last = node.value.replace(":", ".").rpartition(".")
        if last != family.name or _is_understood_patch(place):
            return
        owners = {cls.node.name for cls in family.classes} or {
            _tail(module.name) for module in family.members.values()
        }
        known = is_certain(mention.receiver)
        may_hold = not known or any(map(self._may_hold_member, mention.receiver))
        is_named = _tail(owner) in owners if owner else _looks_up(place) and may_hold
        if is_named:
            raise CannotFixError(f"`{family.name}` is looked up by a string ({place})")


def _tail(name: str) -> str:
    """The last part of a dotted name."""
    return name.rpartition(".")[2]


def _looks_up(place: Place) -> bool:
    """Whether the string is handed to something that looks attributes up by their names."""
    call = place.parent
    if not isinstance(call, ast.Call) or place.node not in call.args:
        return False
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in _LOOKS_UP
    return False


def _is_understood_patch(place: Place) -> bool:
    """Whether `unittest.mock` makes a mock of its own for the name: it will be one that is awaited."""
    match place.parent:
        case ast.Call(func=ast.Name(id="patch") | ast.Attribute(attr="patch"), args=[_]) as call:
            pass
        case (
            ast.Call(
                func=ast.Attribute(
                    attr="object", value=ast.Name(id="patch") | ast.Attribute(attr="patch")
                ),
                args=[_, _],
            ) as call
        ):
            pass
        case _:
            return False
    return not {"new", "new_callable", "wraps", "spec"} & {word.arg for word in call.keywords}
