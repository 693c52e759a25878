#!/bin/sh
# Every shell script passes shellcheck and is what its first line says; a script that a learner runs
# is plain sh.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need shellcheck

project_files | while IFS= read -r file; do
    case $file in
    *.sh) echo "$file" ;;
    *) head -n 1 -- "$file" 2>/dev/null | grep -aqE '^#! ?/(usr/)?bin/(env )?(ba|da)?sh' && echo "$file" ;;
    esac
done >"$scratch/scripts"

while IFS= read -r script; do
    if shellcheck -x -- "$script" >"$scratch/out" 2>&1 </dev/null; then
        ok "$script: shellcheck has nothing to say"
    else
        fail "$script: shellcheck -x $script"
        show "$scratch/out" 20
    fi
    # Only CI may use bash; everything else runs with the sh of the smallest system.
    if [ "$script" != .ci/run ] && head -n 1 "$script" | grep -q bash; then
        fail "$script wants bash; write it for sh"
    fi
done <"$scratch/scripts"
finish
