#!/usr/bin/env bash
# Vim with ALE and the real server, in a terminal: keys are sent, the screen is read.
source "$(dirname "$0")/common.sh"
debian tmux tmux
debian vim vim
debian /usr/share/vim-ale vim-ale
cp -r "$here/plans" "$work/plans"
mkdir -p "$work/home/bin"
ln -s "$PLANSPECT" "$work/home/bin/planspect"
export HOME="$work/home" PATH="$work/home/bin:$PATH" LANG=C.UTF-8
socket="$work/tmux"
trap 'tmux -S "$socket" kill-server 2>/dev/null || true; rm -rf "$work"' EXIT

screen() { tmux -S "$socket" capture-pane -p -t plan; }
keys() { tmux -S "$socket" send-keys -t plan "$@"; }
see() {
    for _ in $(seq 600); do
        if screen | grep -qF -- "$1"; then
            echo "ok      vim shows $1"
            return
        fi
        sleep 0.1
    done
    echo "FAILED  vim does not show $1"
    screen
    exit 1
}

vim --version | head -n 1
tmux -S "$socket" -u -f /dev/null new-session -d -s plan -x 150 -y 30 "vim -Nu '$here/vim/vimrc' '$work/plans/zh/02-tasks.md'"
see '> “更换办公楼标识”没有对应的需求或目标'
see '> 本规划中没有编号为“需求9”的条目'
# The cursor goes to the beginning of the finding, which is the id.
keys ':call cursor(7, 1)' Enter ':ALENext' Enter ':echo "at " . strpart(getline("."), col(".") - 1, 7)' Enter
see 'at 需求9'
keys ':call search("目标1")' Enter ':ALEGoToDefinition' Enter
see '九成许可十日内办结'
keys ":e! $work/plans/en/02-tasks.md" Enter
see '> “Redesign the logo” serves no need and no goal'
keys ':call search("Redesign")' Enter ':ALEDetail' Enter
see 'PRF002: “Redesign the logo” serves no need and no goal'
