# Sourced by the editors' run.sh: a home of its own with a copy of the project, and asyncsense on the PATH.
#   PYTHON        the interpreter of the environment that asyncsense is installed in (default: python3)
#   WORK          a new directory, removed at the end; HOME is in it, and the project in WORK/project
#   CACHE         where what is installed for the tests is kept
#   documented HEADING LANGUAGE    what docs/editors.md tells people to write
#   needs PACKAGE COMMAND          ends with a clear line where a command is missing

here=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
editors=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PYTHON=$(command -v "${PYTHON:-python3}")
CACHE=${ASYNCSENSE_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/asyncsense-tests}

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
mkdir "$WORK/bin" "$WORK/home"
cat >"$WORK/bin/asyncsense" <<SCRIPT
#!/bin/sh
exec "$PYTHON" -P -m asyncsense "\$@"
SCRIPT
chmod +x "$WORK/bin/asyncsense"
PATH=$WORK/bin:$PATH
"$PYTHON" -c 'import asyncsense.lsp'
cp -r "$editors/project" "$WORK/project"
unset XDG_STATE_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_CONFIG_HOME

documented() {
    "$PYTHON" "$editors/documented.py" "$@"
}

needs() {
    command -v "$2" >/dev/null || {
        echo "FAIL: $2 is needed (on Debian: the package $1)" >&2
        exit 1
    }
}
