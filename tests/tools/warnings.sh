#!/bin/sh
# Shows what compilers have warned of, in those files LOG that exist; in colour only if COLOUR is not
# empty.
#
#   sh tests/tools/warnings.sh COLOUR LOG...

set -u
colour=$1
shift
escape=$(printf '\033')
for log in "$@"; do
    if [ -n "$colour" ] && [ -s "$log" ]; then
        cat "$log"
    elif [ -s "$log" ]; then
        sed "s/$escape\[[0-9;]*[mK]//g" "$log"
    fi
done
