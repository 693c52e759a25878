#!/bin/sh
# Compiles a file that a learner has written. Of its errors it shows the first, not the wall. Its
# warnings stay in a file beside the object, OBJECT.log without the .o.
#
#   sh tests/tools/learner-cc.sh COMPILER-COMMAND... -o OBJECT

set -u
for object in "$@"; do :; done
log=${object%.o}.log

# In English, for first-error.awk has to tell an error from a warning.
LC_ALL=C "$@" 2>"$log"
status=$?
if [ $status -ne 0 ]; then
    awk -f tests/tools/first-error.awk "$log" >&2
    rm -f "$log"
elif [ ! -s "$log" ]; then
    rm -f "$log"
fi
exit $status
