#!/bin/sh
# make watch: make check, and again each time a file of the chapter is saved. Ctrl-C ends it. With entr
# it answers at once; without, it looks once a second.

# shellcheck source=tests/tools/lib.sh
. tests/tools/lib.sh

check_exercise
need check
files() { printf '%s\n' "chapters/$CHAPTER"/*.[ch]; }
trap 'echo; exit 0' INT

if command -v entr >/dev/null 2>&1; then
    clear=
    [ -t 1 ] && clear=-c
    # shellcheck disable=SC2086 # an option, or nothing
    while files | entr -n -d $clear sh tests/tools/check.sh; [ $? -eq 2 ]; do
        : # a file was added: watch that one too
    done
    exit
fi

before=
while :; do
    now=$(files | while IFS= read -r file; do cksum "$file"; done)
    if [ "$now" != "$before" ]; then
        [ -t 1 ] && clear
        sh tests/tools/check.sh
        echo "(watching; Ctrl-C ends it)"
    fi
    before=$now
    sleep 1
done
