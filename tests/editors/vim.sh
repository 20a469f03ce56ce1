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
# An editor that ends may still write into its home.
trap 'tmux -S "$socket" kill-server 2>/dev/null || true; rm -rf "$work" || { sleep 2; rm -rf "$work"; }' EXIT

screen() { tmux -S "$socket" capture-pane -p -t plan; }
keys() { tmux -S "$socket" send-keys -t plan "$@"; }
see() {
    local end=$((SECONDS + 90))
    until screen | grep -qF -- "$1"; do
        if [ "$SECONDS" -gt "$end" ]; then
            echo "FAILED  vim does not show $1"
            screen
            exit 1
        fi
        sleep 0.2
    done
    echo "ok      vim shows $1"
}

vim --version | head -n 1
# The status line shows what stands at the cursor.
status="set laststatus=2 statusline=at:%{strpart(getline('.'),col('.')-1,9)}"
tmux -S "$socket" -u -f /dev/null new-session -d -s plan -x 150 -y 30 \
    "vim -Nu '$here/vim/vimrc' -c \"$status\" '$work/plans/zh/02-tasks.md'"
see '> “更换办公楼标识”没有对应的需求或目标'
see '> 本规划中没有编号为“需求9”的条目'
keys ':call cursor(7, 1)' Enter
see 'PLN002: 本规划中没有编号为“需求9”的条目'
# ALE takes characters for bytes: what depends on a column is right in ASCII lines only.
keys ":e! $work/plans/en/02-tasks.md" Enter
see '> “Redesign the logo” serves no need and no goal'
keys ':call cursor(7, 1)' Enter ':ALENext' Enter
see 'at:N9; owner'
keys ':call search("G1", "bw")' Enter ':ALEGoToDefinition' Enter
see 'Nine in ten permits are decided'
see 'at:G1** Nine'
