#!/usr/bin/env bash
# Reports, read by what was published for their form: JUnit by its XSD (lxml), SARIF by its JSON schema.
# usage: tests/packages/formats.sh PROGRAM. Needs Python; installs lxml and jsonschema in a folder of its own.
set -euo pipefail
program="$(realpath "${1:?the program}")"
cd "$(dirname "$0")/../.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
if ! python3 -c 'import lxml, jsonschema' 2>/dev/null; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check lxml jsonschema
    PATH="$work/venv/bin:$PATH"
fi
for folder in examples/faulty examples/mended; do
    for lang in en zh; do
        "$program" check "$folder" --lang "$lang" --fail-on never -q --show-suppressed --output "junit=$work/j.xml" --output "sarif=$work/s.sarif" > "$work/text"
        python3 - "$work" <<'PY'
import json, sys
from pathlib import Path
import jsonschema
from lxml import etree
work = Path(sys.argv[1])
schema = etree.XMLSchema(etree.parse("tests/schemas/junit-10.xsd"))
schema.assertValid(etree.parse(str(work / "j.xml")))
sarif = json.loads(Path("tests/schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))
jsonschema.validate(json.loads((work / "s.sarif").read_text(encoding="utf-8")), sarif)
PY
        echo "$folder, $lang: JUnit and SARIF are valid"
    done
done
