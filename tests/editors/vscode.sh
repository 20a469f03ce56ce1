#!/usr/bin/env bash
# VS Code itself, as a server with a browser for its window: the packaged extension is installed and used.
#
#   vscode.sh [PICTURES]     keeps the pictures that are taken in a folder
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
cp -r "$here/plans" "$work/plans"
cp "$here/vscode/silent.sh" "$work/silent"
export HOME="$work/home" XDG_CONFIG_HOME="$work/home/config" XDG_DATA_HOME="$work/home/data" \
    XDG_CACHE_HOME="$work/home/cache"
mkdir -p "$work/data/User"
cp "$here/vscode/settings.json" "$work/data/User/settings.json"
# Of a server's window, the machine's own settings say where its programs are.
mkdir "$work/data/Machine"
echo '{}' >"$work/data/Machine/settings.json"
where=(--user-data-dir "$work/data" --extensions-dir "$work/extensions")
node "$server" "${where[@]}" --install-extension "$work/planspect-$platform-"*.vsix | grep 'successfully installed'
# A port that is free: the system names one.
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
node "$server" "${where[@]}" --auth none --bind-addr "127.0.0.1:$port" --disable-telemetry --disable-update-check \
    --disable-workspace-trust >"$work/server.log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; rm -rf "$work" || true' EXIT
for _ in $(seq 300); do
    if grep -q 'HTTP server listening' "$work/server.log"; then break; fi
    sleep 0.1
done
timeout 480 node "$here/vscode/drive.mjs" "$tools" "http://127.0.0.1:$port" "$work/plans" \
    "$work/data/Machine/settings.json" "$work/extensions" "$pictures" || { tail -n 5 "$work/server.log" >&2; exit 1; }
