#!/usr/bin/env bash
# VS Code itself, as a server with a browser for its window: the packaged extension is installed and used.
#
#   vscode.sh [PICTURES]     keeps the pictures that are taken in a folder
#   DRIVES                   which of the three windows are driven: drive (all features), trust, chinese
#   ONLY                     a pattern of the steps that are done
source "$(dirname "$0")/common.sh"
pictures=${1:-$work/pictures}
mkdir -p "$pictures"

# npm_folder NAME: installs the packages of vscode/NAME in the cache, if they are not there; sets $folder.
npm_folder() {
    folder=$EDITORS/$1
    if ! cmp -s "$here/vscode/$1/package-lock.json" "$folder/installed.json"; then
        rm -rf "$folder"
        mkdir -p "$folder"
        cp "$here/vscode/$1/"{package.json,package-lock.json,.npmrc} "$folder"
        (cd "$folder" && npm ci >"$work/npm.log" 2>&1) || { tail -n 30 "$work/npm.log" >&2; exit 1; }
        cp "$folder/package-lock.json" "$folder/installed.json"
    fi
}

debian npm npm
debian pgrep procps
debian chromium chromium
debian /usr/share/fonts/opentype/noto fonts-noto-cjk
# code-server builds some of its parts.
debian g++ g++ make
debian /usr/include/gssapi/gssapi.h libkrb5-dev
npm_folder tools
tools=$folder
export PATH="$tools/node_modules/.bin:$PATH"
npm_folder server
server=$folder/node_modules/code-server/out/node/entry.js

# The extension: checked, tested, packaged with the program inside.
extension=$root/editors/vscode
if ! cmp -s "$extension/package-lock.json" "$extension/node_modules/.installed.json"; then
    (cd "$extension" && npm ci >"$work/npm.log" 2>&1) || { tail -n 30 "$work/npm.log" >&2; exit 1; }
    cp "$extension/package-lock.json" "$extension/node_modules/.installed.json"
fi
(cd "$extension" && npm run --silent check)
(cd "$extension" && npm test --silent >"$work/unit.log" 2>&1) || { cat "$work/unit.log" >&2; exit 1; }
grep -E '^(#|ℹ) (pass|fail)' "$work/unit.log"
cp "$PLANSPECT" "$work/planspect"
strip "$work/planspect"
case $(uname -m) in aarch64) platform=linux-arm64 ;; *) platform=linux-x64 ;; esac
node "$extension/scripts/package.mjs" "$platform=$work/planspect" --out "$work" >"$work/package.log" 2>&1 ||
    { cat "$work/package.log" >&2; exit 1; }

# VS Code, with nothing of the user's own.
cp "$here/vscode/silent.sh" "$work/silent"
export HOME="$work/home" XDG_CONFIG_HOME="$work/home/config" XDG_DATA_HOME="$work/home/data" \
    XDG_CACHE_HOME="$work/home/cache"
pid=
trap '[ -z "$pid" ] || { kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; }; rm -rf "$work" || true' EXIT

# drive SCRIPT ARGUMENT…: a VS Code of its own with the extension and these arguments, driven by a script.
drive() {
    local script=$1 profile=$work/${1%.mjs}
    shift
    mkdir -p "$profile/data/User" "$profile/data/Machine"
    cp -r "$here/plans" "$profile/plans"
    cp "$work/silent" "$profile/silent"
    cp "$here/vscode/settings.json" "$profile/data/User/settings.json"
    # Of a server's window, the machine's own settings say where its programs are.
    echo '{}' >"$profile/data/Machine/settings.json"
    local where=(--user-data-dir "$profile/data" --extensions-dir "$profile/extensions")
    node "$server" "${where[@]}" --install-extension "$vsix" | grep 'successfully installed'
    if declare -f "before_${script%.mjs}" >/dev/null; then "before_${script%.mjs}" "$profile"; fi
    # A port that is free: the system names one.
    local port
    port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
    node "$server" "${where[@]}" --auth none --bind-addr "127.0.0.1:$port" --disable-telemetry --disable-update-check \
        "$@" >"$work/server.log" 2>&1 &
    pid=$!
    for _ in $(seq 300); do
        if grep -qs 'HTTP server listening' "$work/server.log"; then break; fi
        sleep 0.1
    done
    timeout 900 node "$here/vscode/$script" "$tools" "http://127.0.0.1:$port" "$profile/plans" \
        "$profile/data/Machine/settings.json" "$profile/extensions" "$pictures" ||
        { tail -n 5 "$work/server.log" >&2; exit 1; }
    kill "$pid"
    wait "$pid" 2>/dev/null || true
    pid=
}

# A workspace that names a program, which leaves a mark when it runs.
before_trust() {
    mkdir "$1/plans/.vscode"
    printf '#!/bin/sh\ntouch "%s/marked"\nexec "%s" "$@"\n' "$1" "$PLANSPECT" >"$1/plans/.vscode/planspect"
    chmod +x "$1/plans/.vscode/planspect"
    echo '{ "planspect.server.path": "${workspaceFolder}/.vscode/planspect" }' >"$1/plans/.vscode/settings.json"
    node -e '
        const [file] = process.argv.slice(1), fs = require("fs"), all = JSON.parse(fs.readFileSync(file, "utf8"));
        delete all["security.workspace.trust.enabled"];
        all["security.workspace.trust.startupPrompt"] = "never";
        fs.writeFileSync(file, JSON.stringify(all));' "$1/data/User/settings.json"
}

# VS Code in Chinese takes the language of messages from itself. A pack without texts makes Chinese a display language: what
# is VS Code's own stays English, what is the extension's does not.
before_chinese() {
    sed -i '/planspect.language/d' "$1/data/User/settings.json"
    echo '{ "version": "1.0.0", "contents": {} }' >"$1/texts.json"
    cat >"$1/data/languagepacks.json" <<JSON
{ "zh-cn": { "hash": "tests", "label": "Chinese", "translations": { "vscode": "$1/texts.json" },
  "extensions": [{ "extensionIdentifier": { "id": "planspect-tests.zh-cn" }, "version": "1.0.0" }] } }
JSON
}

vsix=$(echo "$work/planspect-$platform-"*.vsix)
wanted=${DRIVES:-drive trust chinese}
case " $wanted " in *" drive "*) drive drive.mjs --disable-workspace-trust ;; esac
case " $wanted " in *" trust "*) drive trust.mjs ;; esac
case " $wanted " in *" chinese "*) drive chinese.mjs --disable-workspace-trust --locale zh-cn ;; esac
