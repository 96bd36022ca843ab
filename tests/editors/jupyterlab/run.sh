#!/usr/bin/env bash
# A session in a real JupyterLab, in a headless Chromium: a file and a notebook.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
needs chromium chromium
needs nodejs node

cache=$CACHE/jupyterlab-$(cat "$here/requirements.txt" "$here/package-lock.json" <("$PYTHON" -VV) |
    sha256sum | cut -c 1-12)
if [ ! -f "$cache/.complete" ]; then
    rm -rf "$cache"
    "$PYTHON" -m venv --without-pip "$cache/venv"
    "$PYTHON" -m pip --python "$cache/venv/bin/python" install --quiet --no-deps \
        --only-binary :all: --requirement "$here/requirements.txt"
    cp "$here/package.json" "$here/package-lock.json" "$cache"
    npm --prefix "$cache" ci --ignore-scripts --no-audit --no-fund --silent
    touch "$cache/.complete"
fi
cp "$here/session.mjs" "$cache"

export HOME=$WORK/home
mkdir "$HOME/.jupyter"
documented JupyterLab json >"$HOME/.jupyter/jupyter_server_config.json"
cd "$WORK/project"
"$cache/venv/bin/python" -m jupyter lab --no-browser --allow-root --ip 127.0.0.1 --port 0 \
    --ServerApp.token= --LabApp.news_url=None \
    --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate >"$WORK/log" 2>&1 &
server=$!
trap 'kill $server; wait $server 2>/dev/null || true; rm -rf "$WORK"' EXIT
timeout 200 node "$cache/session.mjs" "$WORK/log" || {
    tail -n 20 "$WORK/log"
    exit 1
}
