#!/usr/bin/env bash
# What docs/ci.md says about GitHub, GitLab and pre-commit, and the package for mason.nvim, as far as they can be
# tried without them.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../editors/environment.sh"
needs nodejs node
needs git git
repository=$(cd "$here/../.." && pwd)

cache=$CACHE/ci-$(cat "$here/requirements.txt" "$here/package-lock.json" <("$PYTHON" -VV) |
    sha256sum | cut -c 1-12)
if [ ! -f "$cache/.complete" ]; then
    rm -rf "$cache"
    "$PYTHON" -m venv --without-pip "$cache/venv"
    "$PYTHON" -m pip --python "$cache/venv/bin/python" install --quiet --no-deps \
        --requirement "$here/requirements.txt"
    cp "$here/package.json" "$here/package-lock.json" "$cache"
    npm --prefix "$cache" ci --ignore-scripts --no-audit --no-fund --silent
    chmod +x "$cache"/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
    touch "$cache/.complete"
fi
PATH=$cache/venv/bin:$PATH
export PIP_CACHE_DIR=${PIP_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/pip}
export GIT_CONFIG_GLOBAL=${GIT_CONFIG_GLOBAL:-$HOME/.gitconfig} HOME=$WORK/home

step() {
    local name=$1
    shift
    "$@" >"$WORK/output" 2>&1 || {
        cat "$WORK/output"
        echo "FAIL $name"
        exit 1
    }
    echo "ok   $name"
}

shows() {
    grep --quiet --fixed-strings -e "$1" "$2" || ! cat "$2"
}

lacks() {
    ! grep --fixed-strings -e "$1" "$2"
}

cd "$WORK/project"
# The examples of the page, in the order in which they stand there.
python "$here/examples.py" "$repository/docs/ci.md" "$WORK"
step "the action is one" check-jsonschema --builtin-schema vendor.github-actions "$repository/action.yml"
step "GitHub: the workflows are right" \
    check-jsonschema --builtin-schema vendor.github-workflows "$WORK/1.yml" "$WORK/2.yml"
step "GitLab: the job is right" \
    check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$WORK/3.yml"
step "GitLab: its report is code quality" python "$here/code_quality.py" "$WORK/3.yml"
step "pre-commit: the configuration is right" pre-commit validate-config "$WORK/4.yml"
step "pre-commit: the hooks are right" pre-commit validate-manifest "$repository/.pre-commit-hooks.yaml"
step "mason.nvim: the package is what pip installs" python "$here/mason.py" "$repository"

git init --quiet
cat >.pre-commit-config.yaml <<CONFIGURATION
repos:
  - repo: $repository
    rev: $(git -C "$repository" rev-parse HEAD)
    hooks:
      - id: asyncsense
      - id: asyncsense-fix
CONFIGURATION
git add .
pre-commit run --all-files asyncsense >"$WORK/hook" 2>&1 || true
step "the hook finds what there is" shows "shop/orders.py:12:9" "$WORK/hook"
pre-commit run --all-files asyncsense-fix >"$WORK/hook" 2>&1 || true
step "the fixing hook fixes it" shows "        await send" shop/orders.py
git checkout --quiet .

python "$here/action.py" "$repository" "arguments=shop --ignore blocks" sarif-file=found.sarif \
    >"$WORK/action" 2>&1 || echo "status $?" >>"$WORK/action"
step "the action shows findings at their lines" shows "file=shop/orders.py,line=12" "$WORK/action"
step "and fails for them" shows "status 1" "$WORK/action"
step "it takes arguments" lacks "blocking-sleep" "$WORK/action"
step "its SARIF is valid" "$cache"/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool \
    validate --rule-kind "Sarif;Ghas" found.sarif
echo "PASS continuous integration"
