#!/usr/bin/env bash
# Opens the page of `planspect report` in Chromium. Installs what is not there: the two packages of the lock file by npm;
# Chromium and a Chinese font by apt, where that is possible. What cannot be had makes this fail: nothing is skipped.
#
#   tests/report/run.sh [PROGRAM]      default: the debug build
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
PLANSPECT=$(realpath "${1:-${CARGO_TARGET_DIR:-$here/../../target}/debug/planspect}")
cd "$here"
export PLANSPECT
if [ -z "${CHROMIUM:-}" ]; then
    CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
fi
if [ -z "$CHROMIUM" ] && command -v apt-get >/dev/null; then
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
    CHROMIUM=$(command -v chromium)
fi
[ -n "$CHROMIUM" ] || { echo "Chromium is not there: install it, or name it in CHROMIUM" >&2; exit 1; }
export CHROMIUM
[ -d node_modules/axe-core ] && [ -d node_modules/playwright-core ] || npm ci --silent --no-audit --no-fund
node --test --test-reporter=spec page.test.mjs
