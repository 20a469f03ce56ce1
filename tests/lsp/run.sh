#!/bin/sh
# Drives the server with a client that is not ours (pytest-lsp). The environment is made outside the tree.
#   PLANSPECT   the program (default: the debug build)
#   VENV        where the environment is kept (default: in the user's cache)
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
venv=${VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/planspect-lsp-tests}
PLANSPECT=${PLANSPECT:-${CARGO_TARGET_DIR:-$root/target}/debug/planspect}
export PLANSPECT
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
if ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/requirements.txt"
fi
cd "$here"
exec "$venv/bin/python" -m pytest -p no:cacheprovider "$@"
