# Sourced by the scripts beside it: where things are, and how they are had.
#   PLANSPECT   the program (default: the debug build of this clone)
#   EDITORS     where editors are kept between runs (default: in the user's cache)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
PLANSPECT=$(realpath "${PLANSPECT:-${CARGO_TARGET_DIR:-$root/target}/debug/planspect}")
EDITORS=${EDITORS:-${XDG_CACHE_HOME:-$HOME/.cache}/planspect-editors}
mkdir -p "$EDITORS"
[ -x "$PLANSPECT" ] || { echo "there is no program $PLANSPECT: cargo build" >&2; exit 1; }
export PLANSPECT EDITORS

# A folder with the plans of the tests, gone when the script ends.
work=$(mktemp -d)
# An editor that ends may still write into its home.
trap 'rm -rf "$work" || { sleep 2; rm -rf "$work"; }' EXIT

# debian COMMAND-OR-FILE PACKAGE…: installs Debian's packages where the command or file is not there.
debian() {
    local wanted=$1
    shift
    if command -v "$wanted" >/dev/null || [ -e "$wanted" ]; then return; fi
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    echo "installing $*"
    # Another may hold the lock, as the machine's own updates do.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 update -qq >/dev/null
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq \
        --no-install-recommends "$@" >"$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log" >&2; exit 1; }
}

# venv NAME REQUIREMENTS: a Python environment with these packages; prints its folder.
venv() {
    local folder=$EDITORS/$1
    if ! cmp -s "$2" "$folder/requirements.txt"; then
        rm -rf "$folder"
        python3 -m venv "$folder"
        "$folder/bin/pip" install --quiet --disable-pip-version-check -r "$2"
        cp "$2" "$folder/requirements.txt"
    fi
    echo "$folder"
}
