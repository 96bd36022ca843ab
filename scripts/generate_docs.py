"""Writes what is told of rules and settings elsewhere: they are described once, in the code.

    python scripts/generate_docs.py           write
    python scripts/generate_docs.py --check   say what is not up to date; status 1 if anything is

Made whole are `docs/rules/*.md` and the JSON schema in the package; in other pages, what stands
between `<!-- generated: NAME -->` and `<!-- end -->`; in the manifest of the VS Code extension, settings
and rules.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from extension_manifest import OF_SERVER, summary, with_settings

from asyncsense.config import describe, schema
from asyncsense.rules import FAMILIES, load_rules
from asyncsense.rules.rule import Rule

REPOSITORY = Path(__file__).parents[1]
RULES = REPOSITORY / "docs" / "rules"
SCHEMA = REPOSITORY / "server" / "asyncsense" / "asyncsense.schema.json"
EXTENSION = REPOSITORY / "vscode-extension" / "package.json"
PAGES_WITH_REGIONS = ("README.md", "docs/settings.md")

ABOUT_FAMILIES = {
    "never_runs": "Code that never runs",
    "blocks": "Code that blocks the event loop",
    "cancelled": "Tasks and exceptions that are lost",
    "comments": "Comments for asyncsense itself",
}

_REGION = re.compile(r"(<!-- generated: ([\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main(arguments: Sequence[str]) -> int:
    stale = [path for path, text in generated().items() if _read(path) != text]
    surplus = [path for path in RULES.glob("*.md") if path not in generated()]
    for path in sorted(stale + surplus):
        print(path.relative_to(REPOSITORY).as_posix())
    if "--check" in arguments:
        return bool(stale or surplus)
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(generated()[path], encoding="utf-8")
    for path in surplus:
        path.unlink()
    return 0


def generated() -> Mapping[Path, str]:
    """The texts of all files that are made or have made parts."""
    rules = load_rules()
    texts = {RULES / f"{rule.name}.md": rule_page(rule) for rule in rules}
    texts[RULES / "index.md"] = index_page(rules)
    names = {name for rule in rules for name in (rule.name, rule.family)}
    texts[SCHEMA] = json.dumps(schema(names), indent=2) + "\n"
    texts[EXTENSION] = with_settings(_read(EXTENSION))
    for name in PAGES_WITH_REGIONS:
        path = REPOSITORY / name
        texts[path] = _REGION.sub(_filled, _read(path))
    return texts


def page(rule: Rule) -> str:
    """What the class says about the rule, in Markdown."""
    return inspect.getdoc(rule) or ""


def rule_page(rule: Rule) -> str:
    default = "on" if rule.enabled else "off"
    facts = f"{rule.severity.label} · family `{rule.family}` · {default} by default · since {rule.since}"
    return f"# {rule.name}\n\n{facts}\n\n{page(rule)}\n\n[All rules](index.md)\n"


def index_page(rules: Iterable[Rule]) -> str:
    head = (
        '# Rules\n\nA name is read as "allow NAME". It is what `select`, `ignore` and '
        "`# asyncsense: ignore[NAME]` take, and `asyncsense explain NAME` shows its page.\n"
    )
    return "\n".join((head, *_families(rules, "")))


def _families(rules: Iterable[Rule], folder: str) -> Iterator[str]:
    """A table of rules for each family, with links to the pages in `folder`."""
    for family in FAMILIES:
        yield f"## {ABOUT_FAMILIES[family]}: `{family}`\n"
        rows = (
            (
                f"[{rule.name}]({folder}{rule.name}.md)",
                rule.severity.label + ("" if rule.enabled else ", off by default"),
                summary(rule),
            )
            for rule in rules
            if rule.family == family
        )
        yield _table(("rule", "severity", "reports"), rows)


def _rules_in_short() -> str:
    """One line for each family, for the README."""
    rows = (
        (
            f"`{family}`",
            " ".join(
                f"[{rule.name}](docs/rules/{rule.name}.md)"
                for rule in load_rules()
                if rule.family == family
            ),
        )
        for family in FAMILIES
    )
    return _table(("family", "rules"), rows)


def _settings() -> str:
    rows = ((f"`{one.key}`", one.type, _code(one.default), one.description) for one in describe())
    return _table(("setting", "type", "default", "meaning"), rows)


def _code(default: str) -> str:
    """A default as it is written; some are described in words."""
    is_words = not default or default == "required" or "`" in default
    return default if is_words else f"`{default}`"


def _settings_of_server() -> str:
    rows = (
        (f"`{key}`", f"`{json.dumps(one['default'])}`", one["markdownDescription"])
        for key, one in OF_SERVER.items()
    )
    return _table(("setting", "default", "meaning"), rows)


_REGIONS = {
    "rules in short": _rules_in_short,
    "settings": _settings,
    "settings of the server": _settings_of_server,
}


def _filled(region: re.Match[str]) -> str:
    begin, name, end = region.groups()
    return begin + _REGIONS[name]() + end


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
