#!/usr/bin/env bash
# Prints the folder of a real VS Code (its server, and the window that it serves to a browser), and makes it
# first where the cache has none: from packages of Node, without a compiler and without their scripts.
#   install.sh newest|oldest
set -euo pipefail
lane=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
key=$(cat "$here/$lane"/{,parts/}package-lock.json "$here"/shims/*/* "${BASH_SOURCE[0]}" | sha256sum | cut -c 1-16)
cache=${ASYNCSENSE_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/asyncsense-tests}
target=$cache/vscode-$lane-$key
mkdir -p "$cache"
exec 9>"$cache/vscode-$lane.lock"
flock 9
if [ ! -e "$target/.complete" ]; then
    rm -rf "$cache/vscode-$lane"-*
    mkdir -p "$target"
    cp -r "$here/$lane" "$here/shims" "$target/"
    for folder in "$target/$lane" "$target/$lane/parts"; do
        (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel error) >&2
    done
    vscode=$target/$lane/node_modules/code-server/lib/vscode
    ln -s ../../../../parts/node_modules "$vscode/node_modules"
    # Extensions that come along, and that nobody needs here.
    rm -rf "$vscode"/extensions/{copilot,mermaid-markdown-features,microsoft-authentication,github-authentication,ms-vscode.js-debug,ms-vscode.vscode-js-profile-table}
    touch "$target/.complete"
fi
echo "$target/$lane"
