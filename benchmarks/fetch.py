"""Downloads the projects and the releases with known bugs that the other scripts read.

    python benchmarks/fetch.py corpus --data DIR [--list benchmarks/corpus.txt]
    python benchmarks/fetch.py bugs --data DIR --cases cases.jsonl [--mirrors DIR]

Needs `pip install unearth`, which finds and downloads files of a package index without building
them: no code of a package is run. Bugs of source `git` are read from bare repositories laid out as
MIRRORS/owner+name/repo, and left out without --mirrors.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cases import Case, Release, read_cases
from harness import HERE, read_list

if TYPE_CHECKING:
    from unearth import PackageFinder

KEPT_SUFFIXES = (".py", ".pyi", ".toml", ".cfg", "py.typed")
"""What a check reads; the rest of a repository is left where it is."""


class FetchError(Exception):
    """Something cannot be had."""


def main() -> int:
    """Fetches what is asked for; 1 when something could not be had."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["corpus", "bugs"])
    parser.add_argument("--data", type=Path, required=True, help="where everything goes")
    parser.add_argument("--list", type=Path, default=HERE / "corpus.txt", help="list of projects")
    parser.add_argument("--cases", type=Path, help="cases.jsonl (for bugs)")
    parser.add_argument("--mirrors", type=Path, help="bare repositories (for bugs)")
    parser.add_argument("--index", default="https://pypi.org/simple/", help="package index")
    arguments = parser.parse_args()
    if arguments.what == "bugs" and not arguments.cases:
        parser.error("bugs needs --cases")
    try:
        from unearth import PackageFinder
    except ImportError:
        sys.exit("fetch.py needs unearth: pip install unearth")
    finder = PackageFinder(index_urls=[arguments.index], ignore_compatibility=True)
    fetcher = Fetcher(arguments.data.resolve(), finder, arguments.mirrors)
    if arguments.what == "corpus":
        return fetcher.corpus(arguments.list)
    return fetcher.bugs(read_cases(arguments.cases))


class Fetcher:
    """Downloads into one data directory; what is already there is left alone."""

    def __init__(self, data: Path, finder: PackageFinder, mirrors: Path | None) -> None:
        self.data = data
        self.mirrors = mirrors
        self.finder = finder

    def corpus(self, project_list: Path) -> int:
        """Fetches the sdist of every project."""
        failures = 0
        for project in read_list(project_list):
            requirement = f"{project.name}=={project.version}"
            target = self.data / "corpus" / project.name
            pinned = target / ".pinned"
            if pinned.exists() and pinned.read_text().strip() == requirement:
                continue
            try:
                archive = self._download(requirement, file=None)
                unpack(archive, target, strip_top=True)
                pinned.write_text(requirement + "\n")
                print(requirement)
            except FetchError as error:
                print(f"FAILED {requirement}: {error}", file=sys.stderr)
                failures += 1
        return 1 if failures else 0

    def bugs(self, cases: list[Case]) -> int:
        """Fetches the releases of every case and looks for the quoted lines."""
        failures = 0
        for case in cases:
            if case.buggy.source == "git" and self.mirrors is None:
                continue
            try:
                self._release(case.buggy)
                if case.fixed:
                    self._release(case.fixed)
                self._verify(case)
            except FetchError as error:
                print(f"FAILED {case.id}: {error}", file=sys.stderr)
                failures += 1
        print(f"{len(cases)} cases, {failures} failed")
        return 1 if failures else 0

    def _verify(self, case: Case) -> None:
        path = case.buggy.directory(self.data) / case.path
        if not path.exists():
            raise FetchError(f"no {case.path} in {case.buggy}")
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        if case.line > len(lines) or case.quote not in lines[case.line - 1]:
            raise FetchError(f"line {case.line} of {case.path} is not the quoted one")

    def _release(self, release: Release) -> None:
        target = release.directory(self.data)
        if target.exists():
            return
        if release.source == "git":
            self._export(release, target)
        else:
            archive = self._download(f"{release.package}=={release.version}", release.file)
            unpack(archive, target, strip_top=False)

    def _download(self, requirement: str, file: str | None) -> Path:
        matches = self.finder.find_matches(requirement, allow_prereleases=True, allow_yanked=True)
        links = [match.link for match in matches]
        if file is None:
            links = [link for link in links if not link.is_wheel]
        else:
            links = [link for link in links if link.filename == file]
        if not links:
            raise FetchError(f"the index has no {file or 'sdist'} of {requirement}")
        downloads = self.data / "downloads"
        downloads.mkdir(parents=True, exist_ok=True)
        archive = downloads / links[0].filename
        with tempfile.TemporaryDirectory(dir=self.data) as scratch:
            arrived = self.finder.download_and_unpack(links[0], Path(scratch), downloads)
            if links[0].is_wheel:  # an sdist stays in `downloads`, a wheel is moved out of it
                shutil.move(arrived, archive)
        return archive

    def _export(self, release: Release, target: Path) -> None:
        assert self.mirrors
        repository = self.mirrors / release.package.replace("/", "+") / "repo"
        if not repository.is_dir():
            raise FetchError(f"no repository {repository}")
        scratch = target.with_name(target.name + ".part")
        shutil.rmtree(scratch, ignore_errors=True)
        for name, content in tracked_files(repository, release.version):
            path = scratch / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        scratch.rename(target)


def tracked_files(repository: Path, commit: str) -> Iterator[tuple[str, bytes]]:
    """Each Python and settings file of a commit, with its content."""
    listing = subprocess.run(
        ["git", "-C", repository, "ls-tree", "-r", "-z", commit], capture_output=True
    )
    if listing.returncode:
        raise FetchError(listing.stderr.decode(errors="replace").strip())
    # One blob at a time: a partial mirror may lack its largest files, on which `git archive` dies.
    with subprocess.Popen(
        ["git", "-C", repository, "cat-file", "--batch"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as batch:
        assert batch.stdin
        assert batch.stdout
        for entry in listing.stdout.decode("utf-8", "surrogateescape").split("\0"):
            head, _, name = entry.partition("\t")
            mode, _, blob = head.partition(" blob ")
            if not blob or mode == "120000" or not name.endswith(KEPT_SUFFIXES):
                continue
            batch.stdin.write(blob.encode() + b"\n")
            batch.stdin.flush()
            answer = batch.stdout.readline().split()
            if len(answer) == 3:
                content = batch.stdout.read(int(answer[2]))
                batch.stdout.read(1)
                yield name, content
        batch.stdin.close()


def unpack(archive: Path, target: Path, *, strip_top: bool) -> None:
    """Unpacks a wheel or an sdist to `target`, without its single top directory if asked."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        scratch = Path(name)
        if archive.suffix in (".whl", ".zip"):
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(scratch)
        else:
            with tarfile.open(archive) as sdist:
                sdist.extractall(scratch, filter="data")
        tops = list(scratch.iterdir())
        source = tops[0] if strip_top and len(tops) == 1 and tops[0].is_dir() else scratch
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, symlinks=True)


if __name__ == "__main__":
    sys.exit(main())
