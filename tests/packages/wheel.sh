#!/usr/bin/env bash
# The wheel for PyPI and `cargo install`: built from what is published, installed, run.
#
#   tests/packages/wheel.sh [--release]     as they are released; else quickly, with what a debug build has made
#
# Needs Python and Rust; installs maturin in a folder of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"
case "${1:-}" in
    --release) wheel=(--release) install=() ;;
    "") wheel=() install=(--debug) ;;
    *) echo "unknown: $1"; exit 2 ;;
esac
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
version="$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)"

# runs PROGRAM: it is this version, and finds what it should.
runs() {
    test "$("$1" --version)" = "planspect $version"
    "$1" check "$root/examples/mended" >/dev/null
    local status=0
    "$1" check "$root/examples/faulty" --format concise >"$work/found" || status=$?
    test "$status" = 1
    grep -q PRF002 "$work/found"
}

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "maturin>=1.7,<2"
"$work/venv/bin/maturin" build --quiet "${wheel[@]}" --locked --out "$work/wheels"
python3 -m venv "$work/clean"
"$work/clean/bin/pip" install --quiet --disable-pip-version-check --no-index "$work"/wheels/planspect-"$version"-*.whl
runs "$work/clean/bin/planspect"
echo "wheel $version: builds, installs, runs"
cargo install --quiet --locked "${install[@]}" --path . --root "$work/cargo"
runs "$work/cargo/bin/planspect"
echo "cargo install $version: builds, installs, runs"
# What would be published holds all that it is built from.
cargo package --quiet --locked --allow-dirty --list >"$work/files"
for file in build.rs src/main.rs rules/lexicon/zh.yaml src/cli/starter/plan.zh.md templates; do
    grep -q "^$file" "$work/files" || { echo "$file is not in the crate"; exit 1; }
done
echo "crate $version: is whole"
