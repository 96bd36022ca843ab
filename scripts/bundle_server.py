"""Puts the language server and what it imports into a package of the VS Code extension.

    python scripts/bundle_server.py PACKAGE.vsix WHEEL...

The wheels are pure Python, and unpacked in `extension/bundled/libs` as pip would unpack them; what the
server does not use is left out.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

SERVER = Path(__file__).parents[1] / "server"
LIBRARIES = "extension/bundled/libs/"
CONTENT_TYPES = "[Content_Types].xml"

_LEFT_OUT = re.compile(
    # The command line, what fits one Python only, jedi's descriptions of Django, and what is for package managers.
    r"asyncsense/(cli/|__main__\.py|project/stubs\.data)|jedi/third_party/django-stubs/|[^/]*\.dist-info/(?!licenses/|LICENSE|AUTHORS|METADATA)"
    r"|.*(__pycache__/|\.py[cod]$|\.so$)"
)
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def main(arguments: Sequence[str]) -> int:
    package, *wheels = map(Path, arguments)
    with zipfile.ZipFile(package) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name, content in (*_server(), *_libraries(wheels)):
        if not _LEFT_OUT.match(name):
            parts[LIBRARIES + name] = content
    parts[CONTENT_TYPES] = _with_types_of(parts)
    with zipfile.ZipFile(package, "w") as new:
        for name, content in parts.items():
            # Without dates, so that the same files make the same package.
            new.writestr(zipfile.ZipInfo(name, _EARLIEST), content, zipfile.ZIP_DEFLATED)
    print(f"{package}: {len(parts)} files, {package.stat().st_size / 1e6:.1f} MB")
    return 0


def _server() -> Iterator[tuple[str, bytes]]:
    for path in sorted((SERVER / "asyncsense").rglob("*")):
        if path.is_file():
            yield path.relative_to(SERVER).as_posix(), path.read_bytes()


def _libraries(wheels: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for wheel in sorted(wheels):
        if not wheel.name.endswith("-none-any.whl"):
            raise SystemExit(f"{wheel.name} is not for all platforms")
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if not name.endswith("/"):
                    yield name, archive.read(name)


def _with_types_of(parts: dict[str, bytes]) -> bytes:
    """The list of content types, completed by the suffixes of all parts."""
    listed = parts[CONTENT_TYPES].decode()
    suffixes = {Path(name).suffix for name in parts if name != CONTENT_TYPES}
    missing = sorted(one for one in suffixes if one and f'Extension="{one}"' not in listed)
    types = "".join(f'<Default Extension="{one}" ContentType="text/plain"/>' for one in missing)
    return listed.replace("</Types>", f"{types}</Types>").encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
