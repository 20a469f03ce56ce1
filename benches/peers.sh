#!/usr/bin/env bash
# Times planspect beside other linters of Markdown, each without a cache, on the same files.
#
#   benches/peers.sh [CORPUS] [WORK]
#
# CORPUS  a folder of Markdown and YAML to repeat under distinct names (default: ../shared/corpus if it is there,
#         else tests/corpus)
# WORK    where tools and texts go (default: planspect-peers in the temporary folder; below `target` git ignores them, and
#         planspect with it)
#
# Sets: mixed (60 MB in 5,000 files), plans (20 MB of files that are all plans), one file of 5 MB, one of 50 MB, an
# empty folder (start-up, beside `true`). Prints the median of each in seconds, and the greatest memory in MB. Needs
# hyperfine, GNU time, Python 3, npm. SETS and TOOLS say which to time, RUNS how often.
set -euo pipefail
cd "$(dirname "$0")/.."

RUMDL=${RUMDL:-0.3.0}
TYPOS=${TYPOS:-1.52.0}
MARKDOWNLINT=${MARKDOWNLINT:-0.24.1}
RUNS=${RUNS:-10}
SETS=${SETS:-empty five fifty plans mixed}
TOOLS=${TOOLS:-nothing planspect rumdl typos markdownlint}

corpus=${1:-}
if [ -z "$corpus" ]; then
    corpus=tests/corpus
    [ -d ../shared/corpus ] && corpus=../shared/corpus
fi
work=${2:-${TMPDIR:-/tmp}/planspect-peers}
mkdir -p "$work"
work=$(cd "$work" && pwd)
corpus=$(cd "$corpus" && pwd)

if [ ! -x "$work/tools/bin/rumdl" ]; then
    python3 -m venv "$work/tools"
    "$work/tools/bin/pip" install --quiet "rumdl==$RUMDL" "typos==$TYPOS"
fi
if [ ! -x "$work/npm/node_modules/.bin/markdownlint-cli2" ]; then
    npm install --silent --no-fund --no-audit --prefix "$work/npm" "markdownlint-cli2@$MARKDOWNLINT"
fi
if [ -z "${PLANSPECT:-}" ]; then
    cargo build --locked --release --quiet
    PLANSPECT=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json,sys; print(json.load(sys.stdin)["target_directory"])')/release/planspect
fi

python3 benches/peers.py texts "$corpus" tests/corpus "$work/sets"

planspect() { echo "$PLANSPECT check --isolated --no-cache --quiet --fail-on never --allow-empty --format json --output $work/out.json $1"; }
rumdl() { echo "$work/tools/bin/rumdl check --no-cache --isolated --quiet $1"; }
typos() { echo "$work/tools/bin/typos --isolated --format brief $1"; }
markdownlint() { echo "$work/npm/node_modules/.bin/markdownlint-cli2 --no-globs $1/**/*.md"; }

nothing() { echo true; }

export NO_COLOR=1
# `**` is for the linter to read.
set -f
for set in $SETS; do
    folder=$work/sets/$set
    for tool in $TOOLS; do
        limit="timeout 300" runs=$RUNS
        # Style checkers in JavaScript take minutes on large texts: one run says enough.
        [ "$tool" = markdownlint ] && runs=1
        # What watches over the time takes as long as an empty folder does.
        [ "$set" = empty ] && limit="" runs=200
        [ "$set" != empty ] && [ "$tool" = nothing ] && continue
        [ "$set" = empty ] && [ "$tool" = markdownlint ] && runs=5
        command="$limit $($tool "$folder")"
        hyperfine --ignore-failure --warmup 1 --runs "$runs" --shell none --style none \
            --export-json "$work/$set-$tool.json" "${command# }" >/dev/null 2>&1 || true
        /usr/bin/time -f %M -o "$work/$set-$tool.mem" $command >/dev/null 2>&1 || true
        if [ "$tool" = planspect ] && [ "$set" != empty ]; then
            python3 benches/peers.py checked "$work/out.json" "$folder"
        fi
    done
done
python3 benches/peers.py table "$work"
