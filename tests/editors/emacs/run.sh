#!/usr/bin/env bash
# A session in a real Emacs with eglot, at the keyboard of a terminal.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
needs "emacs-nox and elpa-eglot" emacs
needs tmux tmux

export HOME=$WORK/home
mkdir "$HOME/.emacs.d"
documented Emacs elisp >"$HOME/.emacs.d/init.el"
# A new home would have all of Emacs compiled anew, beside the session.
echo "(setq native-comp-deferred-compilation nil)" >"$HOME/.emacs.d/early-init.el"
PYTHONPATH=$editors "$PYTHON" "$here/session.py" "$WORK/project"
