"""Run by the Python of the libraries' environment: what the real libraries say about a list of names.

Reads `{"names": [...], "public": [...], "pairs": [[sync, async], ...]}` from standard input (defining names,
names that may be imported from elsewhere, calls that must take the same arguments) and prints
`{name: "" | what is wrong}`.
"""

import contextlib
import importlib
import inspect
import io
import json
import os
import re
import sys
import warnings


def load(name):
    """The object, and the module that the name says defines it."""
    parts = name.split(".")
    failure = "no such module"
    for split in range(len(parts), 0, -1):
        module_name = ".".join(parts[:split])
        try:
            module = importlib.import_module(module_name)
        except ModuleNotFoundError as error:
            failure = f"{error}"
            continue
        except Exception as error:
            return None, None, f"importing {module_name} fails: {error}"
        value = module
        for part in parts[split:]:
            try:
                value = inspect.getattr_static(value, part)
            except AttributeError:
                value = getattr(value, part, None)
                if value is None:
                    return None, None, f"{module_name} has no {'.'.join(parts[split:])}"
        if isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
        return value, module, ""
    return None, None, failure


def check(name, defined_here=True):
    value, module, wrong = load(name.removesuffix(".*"))
    if wrong or module is value:
        return wrong
    if not callable(value) and not hasattr(value, "__get__"):
        return "is not callable"
    source = getattr(module, "__file__", None) or ""
    first = name.removeprefix(f"{module.__name__}.").split(".")[0]
    if not defined_here or not source.endswith(".py"):
        return ""
    # `__module__` will not do: many libraries set it to the package's name on their public classes.
    pattern = rf"^\s*((class|def|async def) {first}\b|{first} = (?!\w+(\.\w+)+\s*$))"
    for path in (source, f"{source}i"):
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                if re.search(pattern, file.read(), re.MULTILINE):
                    return ""
    return f"is not defined in {module.__name__}"


def parameters(value):
    if inspect.isclass(value):
        value = value.__init__
    return {
        name: parameter.kind
        for name, parameter in inspect.signature(value).parameters.items()
        if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        and not name.startswith("_")
    }


def accepts(sync, twin):
    """Why a call of `sync` would not do for its twin."""
    first, _, wrong = load(sync)
    second, _, twin_wrong = load(twin)
    if wrong or twin_wrong:
        return wrong or twin_wrong
    try:
        ours, theirs = inspect.signature(first), parameters(second)
    except (TypeError, ValueError):
        return ""
    kinds = {p.kind for p in inspect.signature(second).parameters.values()}
    open_ended = inspect.Parameter.VAR_KEYWORD in kinds or inspect.Parameter.VAR_POSITIONAL in kinds
    missing = [
        p.name
        for p in ours.parameters.values()
        if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY) and p.name not in theirs
    ]
    if missing and not open_ended:
        return f"{twin} takes no {', '.join(missing)}"
    return ""


def main():
    warnings.simplefilter("ignore")
    request = json.load(sys.stdin)
    with contextlib.redirect_stdout(io.StringIO()):
        answer = {name: check(name, defined_here=False) for name in request["public"]}
        answer.update({name: check(name) for name in request["names"]})
        answer.update({f"{a} -> {b}": accepts(a, b) for a, b in request["pairs"]})
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
