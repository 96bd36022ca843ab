"""Holds the package for mason.nvim against what pip would install: `mason.py REPOSITORY`."""

import sys
import tomllib
from pathlib import Path

import yaml

repository = Path(sys.argv[1])
project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
name = project["name"]
package = yaml.safe_load(
    (repository / "packaging" / "mason" / "packages" / name / "package.yaml").read_text("utf-8")
)
assert package["name"] == name
assert package["homepage"] == project["urls"]["Repository"]
assert package["licenses"] == [project["license"]]
assert package["source"] == {"id": f"pkg:pypi/{name}@{project['version']}"}
assert package["bin"] == {command: f"pypi:{command}" for command in project["scripts"]}
assert (repository / "lsp" / f"{package['neovim']['lspconfig']}.lua").is_file()
