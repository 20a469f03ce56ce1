#!/usr/bin/env bash
# The Neovim plugin in a real Neovim, with the real server, on an English and a Chinese plan.
source "$(dirname "$0")/common.sh"
debian pgrep procps
nvim=$(venv neovim "$here/neovim/requirements.txt")/bin/nvim
cp -r "$here/plans" "$work/plans"
export PLANS="$work/plans"
# Nothing of the user's own Neovim is read or written.
export HOME="$work/home" XDG_CONFIG_HOME="$work/home/config" XDG_DATA_HOME="$work/home/data" \
    XDG_STATE_HOME="$work/home/state" XDG_CACHE_HOME="$work/home/cache"
mkdir -p "$HOME/bin"
ln -s "$PLANSPECT" "$HOME/bin/planspect"
export PATH="$HOME/bin:$PATH"
"$nvim" --version | head -n 1
timeout 300 "$nvim" --clean --headless --cmd "set runtimepath^=$root/editors/neovim" \
    -c "lua vim.schedule(function() dofile('$here/neovim/run.lua') end)"
# Every tag of the help is there once, and every reference leads somewhere.
cp -r "$root/editors/neovim/doc" "$work/doc"
"$nvim" --clean --headless -c "helptags $work/doc" -c 'quit' 2>"$work/helptags" && [ ! -s "$work/helptags" ] ||
    { cat "$work/helptags" >&2; exit 1; }
