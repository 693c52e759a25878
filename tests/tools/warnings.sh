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
    [ ! -s "$log" ] || cat "$log"
done | awk -f tests/tools/warnings.awk | if [ -n "$colour" ]; then cat; else sed "s/$escape\[[0-9;]*[mK]//g"; fi
