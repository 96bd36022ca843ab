#!/usr/bin/env bash
# A session in a real Vim with ALE, at the keyboard of a terminal.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
needs vim-nox vim
needs tmux tmux

export HOME=$WORK/home
documented Vim vim >"$HOME/.vimrc"
PYTHONPATH=$editors "$PYTHON" "$here/session.py" "$WORK/project"
