#!/bin/sh
# Compiles a file that a learner has written. Its warnings are shown; of its errors the first, not
# the wall.
#
#   sh tests/tools/learner-cc.sh COMPILER-COMMAND... -c FILE -o OBJECT

set -u
for object in "$@"; do :; done
log=${object%.o}.log

# In English, for first-error.awk has to tell an error from a warning.
LC_ALL=C "$@" 2>"$log"
status=$?
if [ $status -eq 0 ]; then
    cat "$log" >&2
else
    awk -f tests/tools/first-error.awk "$log" >&2
fi
rm -f "$log"
exit $status
