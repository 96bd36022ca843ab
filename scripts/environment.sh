# Sourced by the other scripts: virtual environments that are made once, and brought up to date when
# what they are to hold has changed. Nothing outside of the checkout is touched.

# ensure NAME DIRECTORY FILE... -- PIP_ARGUMENT...
#   `pip install PIP_ARGUMENT...` in the virtual environment DIRECTORY, unless that was done with the
#   same arguments, Python and contents of the FILEs.
ensure() {
    local name=$1 directory=$2 files=()
    shift 2
    while [ "$1" != -- ]; do
        files+=("$1")
        shift
    done
    shift
    local python=${PYTHON:-python3} stamp=$directory/.installed-$name wanted
    wanted=$({ "$python" -VV; pwd; echo "$@"; cat "${files[@]}"; } | sha256sum)
    if [ "$wanted" = "$(cat "$stamp" 2>/dev/null)" ]; then
        return
    fi
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        echo "Python 3.11 or newer is needed; PYTHON names another one than $python" >&2
        return 1
    }
    echo "== $directory: pip install $*"
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv "$directory"
    else
        # Debian's Python without the package python3-venv: the system's pip fetches the first one.
        "$python" -m venv --without-pip "$directory"
        "$python" -m pip --python "$directory/bin/python" install --quiet pip
    fi
    # Older ones know no dependency groups.
    "$directory/bin/python" -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
    "$directory/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
    echo "$wanted" >"$stamp"
}
