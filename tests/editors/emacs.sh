#!/usr/bin/env bash
# Emacs with eglot and the real server, on an English and a Chinese plan.
source "$(dirname "$0")/common.sh"
debian emacs emacs-nox
debian /usr/share/doc/elpa-eglot elpa-eglot
debian /usr/share/doc/elpa-markdown-mode elpa-markdown-mode elpa-yaml-mode
cp -r "$here/plans" "$work/plans"
mkdir -p "$work/home/bin"
ln -s "$PLANSPECT" "$work/home/bin/planspect"
export PLANS="$work/plans" HOME="$work/home" PATH="$work/home/bin:$PATH" LANG=C.UTF-8
emacs --version | head -n 1
timeout 300 emacs -q --batch -l "$here/emacs/init.el" -l "$here/emacs/test.el" 2>"$work/emacs.log" ||
    { tail -n 20 "$work/emacs.log" >&2; exit 1; }
