#!/usr/bin/env bash
# Fills fuzz/corpus with what fuzzing begins with: the plans of tests/corpus, the shipped rules, a configuration, a baseline.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p fuzz/corpus/{markdown,yaml,rule,config,baseline,edits,messages}
copy() { # ENDING TARGET FOLDER...
    local ending=$1 target=$2 number=0
    shift 2
    while IFS= read -r -d '' file; do
        number=$((number + 1))
        cp "$file" "fuzz/corpus/$target/seed-$(basename "$1")-$number"
    done < <(find "$@" -type f -name "*.$ending" -print0 | sort -z)
}
copy md markdown tests/corpus
copy yaml yaml tests/corpus
copy yaml rule rules/form rules/overall rules/performance rules/forward rules/key rules/integrated
cat > fuzz/corpus/config/seed <<'YAML'
plans:
  - {name: a, files: ["plans/*.md"], profile: organisation, scope: whole, status: approved}
include: ["plans/**"]
exclude: ["plans/archive/**"]
language: auto
select: [default]
extend-select: [strict]
ignore: [KEY012]
severity: {OVR010: error}
per-path: {"drafts/**": {ignore: [KEY]}}
ids: {need: "N|NEED"}
headings: {needs: ["Pain points"]}
fields: {owner: ["Champion"]}
vocabulary: {organisation: ["Lakeside County"], technology: {add: [CaseTrack], remove: [portal]}}
required-version: ">=0.1"
YAML
cat > fuzz/corpus/baseline/seed <<'JSON'
{"version": 1, "findings": [{"fingerprint": "0123456789abcdef", "rule": "PRF002", "path": "plan.md", "message": "x", "covers": ["fedcba9876543210"]}]}
JSON
# Drawn edits and messages have no text of their own; plans make better ones of them than nothing.
for target in edits messages; do
    find fuzz/corpus/markdown -name 'seed-*' -size -8k -exec cp {} "fuzz/corpus/$target/" \;
done
