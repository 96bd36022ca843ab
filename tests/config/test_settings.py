"""Settings: reading, merging, answering, refusing."""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from asyncsense.config import (
    Settings,
    SettingsError,
    SettingsFinder,
    describe,
    find_settings,
    schema,
    to_toml,
    validate_names,
)
from asyncsense.diagnostics import Severity


@dataclass(frozen=True)
class FakeRule:
    name: str = "blocking-http"
    family: str = "blocks"
    severity: Severity = Severity.WARNING
    enabled: bool = True


EXAMPLE = """\
[tool.asyncsense]
python = ".venv"
target-version = "3.11"
select = ["all"]
ignore = ["gather-partial-failure"]
exclude = ["migrations/**"]
severity = { blocking-file = "hint" }
per-file-ignores = { "tests/**" = ["blocks"] }

[[tool.asyncsense.blocking]]
name = "acme.client.Client.fetch"
category = "http"
instead = "acme.client.AsyncClient.fetch"
cost = "bulk"
nonblocking-when = ["cached=True@1"]

[tool.asyncsense.treat]
non-blocking = ["acme.config.load"]
offloads = ["acme.threads.run"]
consumes-coroutine = ["acme.tasks.spawn"]
"""

PLAIN = {
    "target-version": "3.11",
    "select": ["all"],
    "extend-select": [],
    "ignore": ["gather-partial-failure"],
    "severity": {"blocking-file": "hint"},
    "per-file-ignores": {"tests/**": ["blocks"]},
    "exclude": ["migrations/**"],
    "gitignore": True,
    "blocking": [
        {
            "name": "acme.client.Client.fetch",
            "category": "http",
            "instead": "acme.client.AsyncClient.fetch",
            "cost": "bulk",
            "nonblocking-when": ["cached=True@1"],
        }
    ],
    "treat": {
        "non-blocking": ["acme.config.load"],
        "offloads": ["acme.threads.run"],
        "consumes-coroutine": ["acme.tasks.spawn"],
    },
}


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def found(path: Path) -> Settings:
    return find_settings(str(path))


# --- finding


def test_the_example_of_the_documentation(tmp_path: Path) -> None:
    file = write(tmp_path / "pyproject.toml", EXAMPLE)
    settings = found(tmp_path / "pkg" / "app.py")
    assert settings.plain() == {"python": str(tmp_path / ".venv"), **PLAIN}
    assert settings.source == str(file)
    assert settings.origin_of("treat") == str(file)
    assert settings.origin_of("gitignore") == "default"
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert hash(settings) == hash(found(tmp_path / "other.py"))


def test_without_any_file(tmp_path: Path) -> None:
    assert found(tmp_path / "app.py") == Settings()


def test_the_nearest_file_holds_alone(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.asyncsense]\nignore = ['a']\n")
    write(tmp_path / "sub" / "asyncsense.toml", "select = ['b']\n")
    inner = found(tmp_path / "sub" / "deep" / "app.py")
    assert (inner.select, inner.ignore) == (("b",), ())
    assert found(tmp_path / "app.py").ignore == ("a",)


def test_asyncsense_toml_comes_before_pyproject_beside_it(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.asyncsense]\nignore = ['a']\n")
    write(tmp_path / "asyncsense.toml", "ignore = ['b']\n")
    assert found(tmp_path / "app.py").ignore == ("b",)


def test_a_project_without_our_table_gives_its_python_and_does_not_end_the_search(
    tmp_path: Path,
) -> None:
    write(
        tmp_path / "pyproject.toml",
        "[project]\nrequires-python = '>=3.13'\n[tool.asyncsense]\nignore = ['a']\n",
    )
    inner = write(tmp_path / "sub" / "pyproject.toml", "[project]\nrequires-python = '>=3.9,<4'\n")
    settings = found(tmp_path / "sub" / "app.py")
    assert (settings.ignore, settings.target_version) == (("a",), (3, 9))
    assert settings.origin_of("target-version") == f"{inner} (project.requires-python)"
    assert found(tmp_path / "app.py").target_version == (3, 13)


def test_an_explicit_target_version_wins(tmp_path: Path) -> None:
    write(tmp_path / "asyncsense.toml", "target-version = '3.14'\n")
    write(tmp_path / "sub" / "pyproject.toml", "[project]\nrequires-python = '>=3.9'\n")
    assert found(tmp_path / "sub" / "app.py").target_version == (3, 14)


@pytest.mark.parametrize(
    ("requires", "version"),
    [
        (">=3.10", (3, 10)),
        ("~=3.12.1", (3, 12)),
        ("==3.13.*", (3, 13)),
        (">=3.9, !=3.9.7, <3.14", (3, 9)),
        ("<4, >= 3.12", (3, 12)),
        (">=3", (3, 11)),
        ("nonsense", (3, 11)),
    ],
)
def test_requires_python(tmp_path: Path, requires: str, version: tuple[int, int]) -> None:
    write(tmp_path / "pyproject.toml", f"[project]\nrequires-python = '{requires}'\n")
    assert found(tmp_path / "app.py").target_version == version


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = write(tmp_path / "asyncsense.toml", "ignore = ['a']\n")
    assert found(tmp_path / "app.py").ignore == ("a",)
    file.write_text("ignore = ['b']\n")
    os.utime(file, ns=(1, 1))
    assert found(tmp_path / "app.py").ignore == ("b",)
    file.unlink()
    assert found(tmp_path / "app.py").ignore == ()


def test_a_broken_project_file_that_does_not_mention_us_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "asyncsense.toml", "ignore = ['a']\n")
    write(tmp_path / "sub" / "pyproject.toml", "[project]\nrequires-python = {{ version }}\n")
    assert found(tmp_path / "sub" / "app.py").ignore == ("a",)


def test_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "asyncsense.toml").write_bytes(b"\xef\xbb\xbfignore = ['a']\n")
    assert found(tmp_path / "app.py").ignore == ("a",)


def test_equal_settings_of_two_files_keep_their_origins(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name / "asyncsense.toml", "ignore = ['a']\n")
    finder = SettingsFinder()
    for name in ("one", "two"):
        settings = finder.find(str(tmp_path / name / "app.py"))
        assert settings.source == str(tmp_path / name / "asyncsense.toml")


# --- what is wrong


@pytest.mark.parametrize(
    ("text", "key", "message"),
    [
        ("selct = ['a']", "selct", "no such setting; did you mean `select`?"),
        ("colour = 1", "colour", "no such setting"),
        ("select = 'all'", "select", "expected a list of strings, got `'all'`"),
        ("select = [1]", "select", "expected a list of strings, got `[1]`"),
        ("gitignore = 'no'", "gitignore", "expected true or false, got `'no'`"),
        ("python = 3", "python", "expected a string, got `3`"),
        (
            "target-version = 3.12",
            "target-version",
            'expected a Python version such as "3.12", got `3.12`',
        ),
        (
            "severity = { blocking-file = 'warn' }",
            "severity.blocking-file",
            "expected one of error, warning, information, hint, got `'warn'`; "
            "did you mean `warning`?",
        ),
        (
            "per-file-ignores = { 'tests/**' = 'blocks' }",
            "per-file-ignores.tests/**",
            "expected a list of strings, got `'blocks'`",
        ),
        ("blocking = [{ name = 'a.b' }]", "blocking.1", "`category` is missing"),
        (
            "blocking = [{ name = 'a.b', category = 'htp' }]",
            "blocking.1.category",
            "expected one of sleep, http, network, database, subprocess, file, wait, input, cpu, "
            "got `'htp'`; did you mean `http`?",
        ),
        ("blocking = {}", "blocking", "expected a list of tables, got `{}`"),
        (
            "treat = { nonblocking = ['a'] }",
            "treat.nonblocking",
            "no such setting; did you mean `non-blocking`?",
        ),
        (
            "[tool.asyncsense]\nignore = ['a']",
            "tool",
            "in asyncsense.toml the settings stand at the top, not in [tool.asyncsense]",
        ),
    ],
)
def test_errors_name_file_and_key(tmp_path: Path, text: str, key: str, message: str) -> None:
    file = write(tmp_path / "asyncsense.toml", text + "\n")
    with pytest.raises(SettingsError) as caught:
        found(tmp_path / "app.py")
    assert str(caught.value) == f"{file}: {key}: {message}"


def test_broken_toml_of_ours(tmp_path: Path) -> None:
    file = write(tmp_path / "pyproject.toml", "[tool.asyncsense\n")
    with pytest.raises(SettingsError) as caught:
        found(tmp_path / "app.py")
    assert str(caught.value).startswith(f"{file}: not valid TOML: ")
    assert "\n" not in str(caught.value)


def test_our_table_is_a_table(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool]\nasyncsense = 3\n")
    with pytest.raises(SettingsError, match="expected a table, got `3`"):
        found(tmp_path / "app.py")


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("select = ['blocking-htp']", "select", "blocking-htp"),
        ("severity = { blcks = 'hint' }", "severity", "blcks"),
        ("per-file-ignores = { 'a.py' = ['blcks'] }", "per-file-ignores.a.py", "blcks"),
    ],
)
def test_names_of_rules(tmp_path: Path, text: str, key: str, name: str) -> None:
    file = write(tmp_path / "asyncsense.toml", text + "\n")
    settings = found(tmp_path / "app.py")
    with pytest.raises(SettingsError) as caught:
        validate_names(settings, lambda: ["blocking-http", "blocks"])
    start = f"{file}: {key}: no rule or family is called `{name}`; did you mean `"
    assert str(caught.value).startswith(start)


def test_known_names_are_fine() -> None:
    settings = Settings(select=("all", "blocks"), extend_select=("default", "blocking-http"))
    validate_names(settings, lambda: ["blocking-http", "blocks"])


# --- merging


def test_overrides_join_or_replace() -> None:
    settings = Settings().merged({"ignore": ["a"], "severity": {"x": "hint"}}, "/p", "a.toml")
    merged = settings.merged(
        {
            "ignore": ["b"],
            "severity": {"x": "error", "y": "hint"},
            "target-version": "3.13",
            "exclude": ["old"],
            "python": "env",
            "treat": {"offloads": ["m.run"]},
            "gitignore": None,
        },
        "/cwd",
    )
    assert merged.ignore == ("a", "b")
    assert dict(merged.severity) == {"x": Severity.ERROR, "y": Severity.HINT}
    assert merged.target_version == (3, 13)
    assert merged.excludes("/cwd/old/app.py")
    assert merged.python == os.path.normpath("/cwd/env")
    assert merged.treat.offloads == ("m.run",)
    assert merged.origin_of("ignore") == "a.toml and command line"
    assert merged.origin_of("target-version") == "command line"
    assert merged.origin_of("gitignore") == "default"


def test_select_makes_a_new_start() -> None:
    settings = Settings().merged({"ignore": ["a"], "extend-select": ["b"]})
    merged = settings.merged({"select": ["c"]})
    assert (merged.select, merged.ignore, merged.extend_select) == (("c",), (), ())
    both = settings.merged({"select": ["c"], "ignore": ["d"]})
    assert both.ignore == ("d",)


def test_wrong_overrides() -> None:
    with pytest.raises(SettingsError, match=r"^editor: selct: no such setting"):
        Settings().merged({"selct": []}, where="editor")


# --- answers


@pytest.mark.parametrize(
    ("select", "ignore", "enabled", "selected"),
    [
        (["default"], [], True, True),
        (["default"], [], False, False),
        (["all"], [], False, True),
        (["blocks"], [], False, True),
        (["blocking-http"], [], False, True),
        (["never-runs"], [], True, False),
        (["all"], ["blocks"], True, False),
        (["blocks"], ["blocks"], True, False),
        (["blocking-http"], ["blocks"], True, True),
        (["blocking-http"], ["all"], True, True),
        (["blocks"], ["blocking-http"], True, False),
        ([], [], True, False),
    ],
)
def test_the_more_exact_name_wins(
    select: list[str], ignore: list[str], enabled: bool, selected: bool
) -> None:
    settings = Settings(select=tuple(select), ignore=tuple(ignore))
    assert settings.chooses(replace(FakeRule(), enabled=enabled)) is selected


def test_per_file_ignores() -> None:
    settings = Settings().merged(
        {"per-file-ignores": {"tests/**": ["blocks"], "*_old.py": ["all"]}}, "/p"
    )
    rule, other = FakeRule(), FakeRule("missing-await", "never-runs")
    assert settings.ignores(rule, "/p/tests/deep/test_app.py")
    assert not settings.ignores(other, "/p/tests/deep/test_app.py")
    assert settings.ignores(other, "/p/pkg/app_old.py")
    assert not settings.ignores(rule, "/p/pkg/tests/app.py")
    assert not settings.ignores(rule, "/elsewhere/tests/app.py")


def test_severities() -> None:
    rule = FakeRule()
    assert Settings().severity_of(rule) is Severity.WARNING
    of_family = Settings().merged({"severity": {"blocks": "hint"}})
    assert of_family.severity_of(rule) is Severity.HINT
    of_rule = of_family.merged({"severity": {"blocking-http": "error"}})
    assert of_rule.severity_of(rule) is Severity.ERROR


# --- descriptions


def test_everything_is_described_once() -> None:
    described = {item.key: item for item in describe()}
    properties = schema()["properties"]
    assert isinstance(properties, dict)
    assert properties.keys() == {key for key in described if "." not in key}
    assert properties["treat"]["properties"].keys() == {
        key.partition(".")[2] for key in described if key.startswith("treat.")
    }
    assert all(item.description.endswith(".") for item in described.values())
    assert described["target-version"].default.startswith("the lower bound")
    assert described["blocking.name"].default == "required"


def test_schema() -> None:
    found = schema(["blocking-http", "blocks"])
    definitions = found["definitions"]
    assert isinstance(definitions, dict)
    assert definitions["name"]["enum"] == ["all", "blocking-http", "blocks", "default"]
    assert found["additionalProperties"] is False


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        ('a"b\\', '"a\\"b\\\\"'),
        (["a", "b"], '["a", "b"]'),
        ({"a-b": "c", "d/*": ["e"]}, '{ a-b = "c", "d/*" = ["e"] }'),
        ({}, "{}"),
    ],
)
def test_toml(value: object, text: str) -> None:
    assert to_toml(value) == text
