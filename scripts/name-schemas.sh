#!/usr/bin/env bash
# Puts at the head of every rule the line by which YAML servers of editors find its schema. Harmless where it stands.
set -euo pipefail
cd "$(dirname "$0")/.."
line='# yaml-language-server: $schema=../../schemas/rule.schema.json'
for file in rules/{form,overall,performance,forward,key,integrated}/*.yaml; do
    if [ "$(head -n 1 "$file")" != "$line" ]; then
        { echo "$line"; cat "$file"; } >"$file.new"
        mv "$file.new" "$file"
    fi
done
