#!/usr/bin/env bash
# The npm packages of this platform: packed, installed, run. usage: tests/packages/npm.sh PROGRAM. Needs Node.
set -euo pipefail
program="$(realpath "${1:?the program}")"
cd "$(dirname "$0")/../.."
root="$PWD"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
version="$("$program" --version | cut -d' ' -f2)"
name="$(node -p '`${process.platform}-${process.arch}`')"
node npm/build.mjs "$version" "$name=$program" --out "$work/made"
cd "$work"
for folder in made/*/; do npm pack --silent "./$folder" >/dev/null; done
mkdir project && cd project
printf '{"name": "x", "private": true}\n' > package.json
npm install --silent --offline --no-audit --no-fund ../planspect-"$name"-*.tgz
npm install --silent --offline --no-audit --no-fund ../planspect-"$version".tgz
test "$(npx --no-install planspect --version)" = "planspect $version"
cp "$root/examples/faulty/permits.md" plan.md
status=0
npx --no-install planspect check plan.md --format concise > out || status=$?
test "$status" = 1
grep -q PRF002 out
printf '' | npx --no-install planspect check - >/dev/null
status=0
rm -r node_modules/@planspect
npx --no-install planspect --version 2> err || status=$?
test "$status" = 2
grep -q "there is no program for $name" err
echo "npm $version: installs, runs, passes the status on, and says what is missing"
