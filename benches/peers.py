"""Texts for benches/peers.sh, and its table."""

import json
import sys
from pathlib import Path

SETS = ["empty", "five", "fifty", "plans", "mixed"]
TOOLS = ["nothing", "planspect", "rumdl", "typos", "markdownlint"]


def documents(folder, plans_only=False):
    """Markdown and YAML below a folder; of tests/corpus only what is a plan."""
    found = []
    for path in sorted(Path(folder).rglob("*")):
        if path.suffix not in {".md", ".yaml"} or path.name == "labels.yaml" or not path.is_file():
            continue
        if plans_only and ("not-plans" in path.parts or path.suffix != ".md"):
            continue
        found.append((path.suffix, path.read_bytes()))
    return found


def repeat(texts, folder, count, size):
    """Writes so many files of together about so many bytes: texts in turn, joined until each has its share."""
    folder.mkdir(parents=True)
    share = size // count
    at = 0
    for number in range(count):
        suffix, text = texts[at % len(texts)]
        at += 1
        while suffix == ".md" and len(text) < share // 3:
            other, more = texts[at % len(texts)]
            at += 1
            if other == ".md":
                text += b"\n\n" + more
        below = folder / f"part-{number // 100:03}" / f"folder-{number:05}"
        below.mkdir(parents=True)
        (below / f"text-{number:05}{suffix}").write_bytes(text)


def single(texts, folder, size):
    """Writes one file of at least so many bytes."""
    folder.mkdir(parents=True)
    parts, length, at = [], 0, 0
    while length < size:
        suffix, text = texts[at % len(texts)]
        at += 1
        if suffix == ".md":
            parts.append(text)
            length += len(text) + 2
    (folder / "text.md").write_bytes(b"\n\n".join(parts))


def make(corpus, own, work):
    if work.exists():
        return
    mixed, plans = documents(corpus), documents(own, plans_only=True)
    (work / "empty").mkdir(parents=True)
    single(plans, work / "five", 5_000_000)
    single(plans, work / "fifty", 50_000_000)
    repeat([(s, t) for s, t in plans if len(t) > 2_000], work / "plans", 20_000_000 // 12_000, 20_000_000)
    repeat(mixed, work / "mixed", 5_000, 60_000_000)


def checked(report, folder):
    """Ends with an error unless all files below a folder were checked: what reads nothing is fast."""
    read = json.loads(report.read_text())["summary"]["files"]
    there = sum(path.is_file() for path in folder.rglob("*"))
    if read != there:
        sys.exit(f"planspect checked {read} of {there} files below {folder}")


def table(work):
    print(f"{'':8}" + "".join(f"{tool:>24}" for tool in TOOLS))
    for name in SETS:
        cells = []
        for tool in TOOLS:
            try:
                median = json.loads((work / f"{name}-{tool}.json").read_text())["results"][0]["median"]
                memory = int((work / f"{name}-{tool}.mem").read_text().split()[-1]) / 1024
                cells.append(f"{median:11.4f} s {memory:6.0f} MB ")
            except (OSError, ValueError, KeyError, IndexError):
                cells.append("-")
        print(f"{name:8}" + "".join(f"{cell:>24}" for cell in cells))


if __name__ == "__main__":
    if sys.argv[1] == "texts":
        make(Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
    elif sys.argv[1] == "checked":
        checked(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        table(Path(sys.argv[2]))
