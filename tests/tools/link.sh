#!/bin/sh
# Links a program. Where something is missing or there twice, it says what, once, and not for every place.
#
#   sh tests/tools/link.sh LINKER-COMMAND... -o PROGRAM

set -u
for program in "$@"; do :; done
log=$program.link

LC_ALL=C "$@" 2>"$log"
status=$?
if [ $status -eq 0 ]; then
    cat "$log" >&2
else
    awk -v here="$PWD/" -f tests/tools/link-error.awk "$log" >&2
fi
rm -f "$log"
exit $status
