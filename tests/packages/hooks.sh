#!/usr/bin/env bash
# The hooks under real pre-commit and prek: English and Chinese plans, failing and passing, and what a change breaks
# in a file that it does not touch. usage: tests/packages/hooks.sh PROGRAM [rust] [python]
# `planspect-system` is tried always, by `try-repo`; the other two build the program, and only if they are named: once a
# runner, from a configuration that names this repository, as users have it.
# Needs Python and git; installs pre-commit and prek in a folder of its own.
set -euo pipefail
program="$(realpath "${1:?the program}")"
shift
cd "$(dirname "$0")/../.."
root="$PWD"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
if ! command -v pre-commit >/dev/null || ! command -v prek >/dev/null; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check pre-commit prek
    PATH="$work/venv/bin:$PATH"
fi
mkdir "$work/bin"
ln -s "$program" "$work/bin/planspect"
bare="$PATH"
export PATH="$work/bin:$PATH" PRE_COMMIT_HOME="$work/home" PREK_HOME="$work/prek" LC_ALL=C.UTF-8
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org

# Runners that build the program share what they build. Whether it is built, found and run does not hang on how fast it is.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$work/target}"
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=64

# The hooks as somebody gets them who names this repository.
git clone --quiet "file://$root" "$work/hooks"
cp .pre-commit-hooks.yaml pyproject.toml "$work/hooks/"
git -C "$work/hooks" add --all
git -C "$work/hooks" commit --quiet --allow-empty --message hooks

# A repository with plans in both languages that keep the rules.
mkdir "$work/plans" && cd "$work/plans"
git init --quiet
for lang in en zh; do planspect init --yes --lang "$lang" --format md "$lang" >/dev/null; done
rm -r en/.github zh/.github en/.pre-commit-config.yaml zh/.pre-commit-config.yaml
printf '# Notes\n' > README.md
git add --all
git commit --quiet --message plans

# expect STATUS WORDS COMMAND…: the command ends so and says that.
expect() {
    local status="$1" words="$2" got=0
    shift 2
    "$@" > "$work/out" 2>&1 || got=$?
    if [ "$got" != "$status" ] || ! grep -qF -- "$words" "$work/out"; then
        echo "status $got, wanted $status with “$words”: $*"
        cat "$work/out"
        exit 1
    fi
}

try() {
    local runner="$1" hook="$2"
    local run=("$runner" try-repo "$work/hooks" "$hook" --verbose)
    if [ "$hook" != planspect-system ]; then
        # No planspect is on the path: the one that was built is run.
        PATH="$bare"
        printf 'repos:\n  - repo: file://%s\n    rev: %s\n    hooks:\n      - id: %s\n' \
            "$work/hooks" "$(git -C "$work/hooks" rev-parse HEAD)" "$hook" > "$work/with-$hook.yaml"
        run=("$runner" run --config "$work/with-$hook.yaml" "$hook" --verbose)
    fi
    git checkout --quiet -- . && git reset --quiet
    expect 0 "planspect" "${run[@]}" --all-files
    for lang in en zh; do
        # A need goes, and the tasks that serve it name nothing.
        grep -v -e '^- \*\*N2\*\*' -e '^- 需求2' "$lang/plans/plan.md" > "$work/less"
        cp "$work/less" "$lang/plans/plan.md"
        git add --all
        expect 1 "PLN002" "${run[@]}"
        git reset --quiet --hard
    done
    # Only the file of needs changes; what breaks stands in the file of tasks.
    mkdir split
    sed '/^## Tasks/,$d' en/plans/plan.md > split/01-needs.md
    { echo '# Work'; echo; sed -n '/^## Tasks/,$p' en/plans/plan.md; } > split/02-tasks.md
    git add --all && git commit --quiet --message split
    expect 0 "planspect" "${run[@]}" --files split/01-needs.md
    sed -i '/^- \*\*N2\*\*/d; /^- \*\*G2\*\*/d' split/01-needs.md
    git add --all
    expect 1 "02-tasks.md" "${run[@]}"
    git reset --quiet --hard HEAD~1
    # A file that is no plan is no failure.
    printf '# Other notes\n' > README.md
    git add --all
    expect 0 "planspect" "${run[@]}"
    git reset --quiet --hard
    echo "$runner, $hook: fails and passes as it should"
}

for runner in pre-commit prek; do try "$runner" planspect-system; done
for kind in "$@"; do
    case "$kind" in
        rust) for runner in pre-commit prek; do try "$runner" planspect; done ;;
        python) for runner in pre-commit prek; do try "$runner" planspect-python; done ;;
        *) echo "unknown: $kind"; exit 2 ;;
    esac
done
