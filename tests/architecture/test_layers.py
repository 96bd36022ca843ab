"""The shape of the code: who may import whom, and what is found nowhere."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PACKAGE = REPOSITORY / "server" / "asyncsense"

# Each room imports only itself and what stands before it.
ROOMS = (
    "__init__", "deep_stack", "text", "diagnostics", "config", "knowledge", "syntax", "inference",
    "project", "fixes", "codec", "rules", "engine", "checker", "kept_findings", "fixer", "explain", "outline",
    "lsp", "cli", "__main__",
)  # fmt: skip
# `lsp` stands before `cli` for the sake of this one import, made when the server is started.
DOORS_EXCEPTION = ("cli/server.py", "asyncsense.lsp.server")

PACKAGES = {
    "jedi": ("inference/jedi_resolver.py",),
    "parso": ("inference/jedi_resolver.py",),
    "lsprotocol": ("lsp/",),
    "pygls": ("lsp/",),
    "pathspec": ("config/", "project/"),
    "platformdirs": ("project/", "inference/jedi_resolver.py"),
    "rich": ("cli/",),
    "websockets": ("lsp/",),
}
"""Where packages of others are imported."""

# A question to jedi has to be ended from another thread; nothing of the core runs in that one. A large
# stack is to be had only in a thread, which is waited for.
MAY_USE_THREADS = ("lsp/", "cli/", "inference/watchdog.py", "deep_stack.py")
MAX_LINES = 600
DATA = ("knowledge/overrides/", "knowledge/stubs/")

SOURCES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
TREES = {name: ast.parse(source) for name, source in SOURCES.items()}


def room_of(module: str) -> str:
    """The room of a module, by its dotted name or by its path in the package."""
    parts = re.split(r"[./]", module.removeprefix("asyncsense.").removesuffix(".py"))
    return parts[0]


def imports(name: str, tree: ast.AST | None = None) -> Iterator[str]:
    """The absolute names of what a file imports, wherever in the file."""
    package = ["asyncsense", *name.split("/")[:-1]]
    for node in ast.walk(tree or TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            members = (f"{module}.{alias.name}" for alias in node.names)
            # `from package import x` may mean the module `package.x`.
            yield from members if is_folder(module) else (module,)


def is_folder(module: str) -> bool:
    return PACKAGE.parent.joinpath(*module.split(".")).is_dir()


def is_below(name: str, places: tuple[str, ...]) -> bool:
    return any(
        name == place or (place.endswith("/") and name.startswith(place)) for place in places
    )


def test_every_room_has_its_place() -> None:
    assert {room_of(name) for name in SOURCES} == set(ROOMS)


def test_imports_go_down() -> None:
    wrong = [
        f"{name} imports {module}"
        for name in SOURCES
        for module in imports(name)
        if module.startswith("asyncsense.") and not module.startswith("asyncsense.__version__")
        if ROOMS.index(room_of(module)) > ROOMS.index(room_of(name))
    ]
    assert not wrong


def test_the_two_doors_know_nothing_of_each_other() -> None:
    crossings = {
        (name, module)
        for name in SOURCES
        for module in imports(name)
        if {room_of(name), room_of(module)} == {"cli", "lsp"} and module.startswith("asyncsense.")
    }
    assert crossings == {DOORS_EXCEPTION}


def test_the_command_line_imports_the_server_only_to_start_it() -> None:
    top_level = ast.Module(
        [node for node in TREES["cli/server.py"].body if not isinstance(node, ast.FunctionDef)], []
    )
    assert DOORS_EXCEPTION[1] not in set(imports("cli/server.py", top_level))


def test_packages_stay_in_their_places() -> None:
    wrong = [
        f"{name} imports {module}"
        for name in SOURCES
        for module in imports(name)
        if (package := module.partition(".")[0]) not in {"asyncsense", *sys.stdlib_module_names}
        if not is_below(name, PACKAGES.get(package, ()))
    ]
    assert not wrong


def test_rules_do_not_know_each_other() -> None:
    rules = re.compile(r"rules/\w+/(?!__init__)\w+\.py")
    modules = {
        "asyncsense." + name.removesuffix(".py").replace("/", ".")
        for name in SOURCES
        if rules.fullmatch(name)
    }
    assert modules
    wrong = [
        f"{name} imports {module}"
        for name in SOURCES
        if rules.fullmatch(name)
        for module in imports(name)
        if module in modules
    ]
    assert not wrong


def test_the_core_is_synchronous() -> None:
    wrong = []
    for name, tree in TREES.items():
        if is_below(name, MAY_USE_THREADS):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.AsyncFunctionDef | ast.Await):
                wrong.append(f"{name}:{node.lineno}: async code")
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("time.sleep", "sleep"):
                wrong.append(f"{name}:{node.lineno}: sleeps")
        for module in imports(name):
            if module in ("asyncio", "concurrent.futures", "multiprocessing", "_thread"):
                wrong.append(f"{name} imports {module}")
            # `rules/context.py` wants to know what threads can do, as any other class.
            if module == "threading" and "threading." in SOURCES[name]:
                wrong.append(f"{name} uses threads")
    assert not wrong


def test_the_core_starts_no_process() -> None:
    wrong = []
    for name, tree in TREES.items():
        if is_below(name, ("lsp/", "cli/")):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if re.match(r"(subprocess\.|Popen\b|os\.(system|popen|spawn|exec|fork))", called):
                    wrong.append(f"{name}:{node.lineno}: {called}")
                if called in ("exec", "eval", "runpy.run_path", "runpy.run_module"):
                    wrong.append(f"{name}:{node.lineno}: {called}")
    assert not wrong


def test_files_can_be_read_in_one_sitting() -> None:
    sources = dict(SOURCES)
    for folder in ("tests", "scripts", "benchmarks"):
        for pattern in ("*.py", "*/*.py"):
            for path in (REPOSITORY / folder).glob(pattern):
                name = path.relative_to(REPOSITORY).as_posix()
                sources[name] = path.read_text(encoding="utf-8")
    lines = {name: source.count("\n") for name, source in sources.items()}
    assert not {name: count for name, count in lines.items() if count > MAX_LINES}


def test_nothing_is_left_open() -> None:
    marks = re.compile("|".join(("TODO", "FIXME", r"\bX" "XX" r"\b")))
    wrong = [
        f"{name}:{number}: {line.strip()}"
        for name, source in SOURCES.items()
        if not is_below(name, DATA)
        for number, line in enumerate(source.splitlines(), start=1)
        if marks.search(line)
    ]
    assert not wrong


@pytest.mark.parametrize("arguments", [["--version"], ["rules"], ["check", "--jobs=1", "."]])
def test_the_command_line_loads_neither_the_server_nor_jedi(
    arguments: list[str], tmp_path: Path
) -> None:
    (tmp_path / "main.py").write_text("import time\nasync def main():\n    time.sleep(1)\n")
    program = (
        "import sys; from asyncsense.__main__ import main; main(sys.argv[1:]);"
        "sys.exit(', '.join({'jedi', 'lsprotocol', 'pygls'} & sys.modules.keys()) or 0)"
    )
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
