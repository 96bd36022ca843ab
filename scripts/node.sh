# Sourced by the other scripts: packages of Node that are installed once, and brought up to date when
# their lock file has changed.

# ensure_node DIRECTORY
#   `npm ci` in DIRECTORY, unless that was done with the same lock file and Node.
ensure_node() {
    local directory=$1 stamp=$1/node_modules/.installed wanted
    wanted=$({ node --version; cat "$directory/package-lock.json"; } | sha256sum)
    if [ "$wanted" = "$(cat "$stamp" 2>/dev/null)" ]; then
        return
    fi
    node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' || {
        echo "Node 20 or newer is needed" >&2
        return 1
    }
    echo "== $directory: npm ci"
    (cd "$directory" && npm ci --ignore-scripts --no-audit --no-fund --loglevel error)
    echo "$wanted" >"$stamp"
}
