#!/usr/bin/env bash
# The documentation as a site: it is built, no link in it is dead, every page of a rule is where reports and editors link
# it, and both languages are in the table of contents. Needs mdbook and Python.
set -euo pipefail
cd "$(dirname "$0")/../.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mdbook build docs --dest-dir "$work/book" 2>"$work/log" || { cat "$work/log"; exit 1; }
if grep -q -e WARN -e ERROR "$work/log"; then cat "$work/log"; exit 1; fi
python3 - "$work/book" docs/rules <<'PY'
import re
import sys
from pathlib import Path

book, rules = Path(sys.argv[1]), Path(sys.argv[2])
pages = {path: path.read_text(encoding="utf-8") for path in book.rglob("*.html")}
ids = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in pages.items()}
faults = []
for path, text in pages.items():
    # These two stand for pages of other folders.
    if path.name in ("404.html", "print.html"):
        continue
    for link in re.findall(r'(?:href|src)="([^"]*)"', text):
        if re.match(r"[a-z]+:", link) or link.startswith("//"):
            continue
        name, _, part = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if target.is_dir():
            target /= "index.html"
        if not target.exists():
            faults.append(f"{path.relative_to(book)}: {link} is not there")
        elif part and target in ids and part not in ids[target]:
            faults.append(f"{path.relative_to(book)}: {link} names no place")
for page in rules.glob("*-*.md"):
    if not (book / "rules" / f"{page.stem}.html").is_file():
        faults.append(f"rules/{page.stem}.html is not there")
contents = (book / "toc.html").read_text(encoding="utf-8")
for language in ("en", "zh"):
    for page in Path(f"docs/{language}").rglob("*.md"):
        made = str(page.relative_to("docs").with_suffix(".html")).replace("README.html", "index.html")
        if made not in contents:
            faults.append(f"{made} is not in the table of contents")
sys.exit("\n".join(faults) if faults else 0)
PY
echo "documentation: builds, no dead link"
