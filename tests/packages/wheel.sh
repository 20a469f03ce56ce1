#!/usr/bin/env bash
# The wheel for PyPI and `cargo install`: built, installed, run. Slow: two release builds. Needs Python and Rust;
# installs maturin in a folder of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
version="$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check maturin
"$work/venv/bin/maturin" build --quiet --release --locked --out "$work/wheels"
python3 -m venv "$work/clean"
"$work/clean/bin/pip" install --quiet --disable-pip-version-check --no-index "$work"/wheels/planspect-"$version"-*.whl
test "$("$work/clean/bin/planspect" --version)" = "planspect $version"
"$work/clean/bin/planspect" check "$root/examples/mended"
echo "wheel $version: builds, installs, runs"
cargo install --quiet --locked --path . --root "$work/cargo"
test "$("$work/cargo/bin/planspect" --version)" = "planspect $version"
echo "cargo install $version: builds, installs, runs"
