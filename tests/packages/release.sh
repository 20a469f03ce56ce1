#!/usr/bin/env bash
# The release workflow, as far as it can be run on one machine: the commands of its steps, word for word and in their order,
# in a clone, for the platform of this machine. What would be published is packed and checked, and goes nowhere.
#
#   tests/packages/release.sh [--release]     the wheel as it is released; else quickly, with what a debug build has made
#
# Needs Python, Rust and Node; installs maturin and PyYAML in a folder of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "maturin>=1.7,<2" pyyaml
# What the action for maturin does in the workflow.
"$work/venv/bin/maturin" build --quiet "$@" --locked --out "$work/wheels"
git clone --quiet "file://$root" "$work/clone"
cp .github/workflows/release.yml "$work/clone/.github/workflows/release.yml"

# Publishing is tried, not done; where a package comes from is signed on the service alone.
mkdir "$work/shims"
real() { type -P "$1"; }
cat > "$work/shims/npm" <<SHIM
#!/usr/bin/env bash
words=()
for word in "\$@"; do [ "\$word" = --provenance ] || words+=("\$word"); done
[ "\$1" != publish ] || { echo "publish \${words[-1]}" >> "$work/published"; words+=(--dry-run); }
exec "$(real npm)" "\${words[@]}"
SHIM
cat > "$work/shims/cargo" <<SHIM
#!/usr/bin/env bash
[ "\$1" = publish ] || exec "$(real cargo)" "\$@"
echo "publish crate" >> "$work/published"
exec "$(real cargo)" package --quiet --locked --allow-dirty --no-verify --target-dir "$work/target"
SHIM
chmod +x "$work"/shims/*

case "$(uname -m)" in aarch64) name=linux-arm64 ;; *) name=linux-x64 ;; esac
cd "$work/clone"
"$work/venv/bin/python" - "$work" "$name" <<'PY'
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

work, name = Path(sys.argv[1]), sys.argv[2]
jobs = yaml.safe_load(Path(".github/workflows/release.yml").read_text(encoding="utf-8"))["jobs"]
version = re.search(r'^version = "(.*)"', Path("Cargo.toml").read_text(encoding="utf-8"), re.M)[1]
output = work / "output"
base = {
    **os.environ,
    "PATH": f"{work}/shims:{os.environ['PATH']}",
    "GITHUB_OUTPUT": str(output),
    "TAG": f"v{version}",
    "VERSION": version,
}


def steps(job: str) -> None:
    """Runs the commands of a job, as the service runs them."""
    for step in jobs[job]["steps"]:
        if "run" not in step:
            continue
        words = step["run"].replace("linux-x64", name)
        subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", words], env=base, check=True)
        print(f"ok      {job}: {step.get('name') or words.strip().splitlines()[0]}", flush=True)


steps("version")
assert output.read_text() == f"version={version}\n"
shutil.copytree(work / "wheels", "wheels")
steps("build")
# What the artefacts are called between the jobs.
Path("made").mkdir()
shutil.move("wheels", f"made/wheel-{name}")
shutil.move("program", f"made/program-{name}")
for platform in jobs["build"]["strategy"]["matrix"]["include"]:
    assert f"{platform['name']}" in Path("npm/platforms.json").read_text(), platform
steps("publish")
published = (work / "published").read_text().split()
assert published == ["publish", f"./npm-packages/{name}", "publish", "./npm-packages/planspect", "publish", "crate"], published
PY
# What a user gets.
mkdir "$work/unpacked"
tar -xzf "release/planspect-$name.tar.gz" -C "$work/unpacked"
(cd release && sha256sum --quiet --check SHA256SUMS)
for file in README.md LICENSE-MIT man/planspect-check.1 completions/planspect.zsh; do
    test -s "$work/unpacked/$file" || { echo "$file is not in the archive"; exit 1; }
done
version="$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)"
test "$("$work/unpacked/planspect" --version)" = "planspect $version"
test -s "release/planspect-$name-$version.vsix"
ls wheels/planspect-"$version"-*.whl "$work"/target/package/planspect-"$version".crate >/dev/null
echo "release $version: its steps run; archive, wheel, extension, npm packages and crate are made"
