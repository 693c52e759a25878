#!/bin/sh
# make memcheck: the tests under valgrind, which also sees memory that is read before it was written.
# Each test runs in its own process; one in which valgrind finds an error, or lost memory, fails. What
# it found first is shown; the rest is kept in build/memcheck.

# shellcheck source=tests/tools/lib.sh
. tests/tools/lib.sh

check_exercise
need check valgrind
need_handout
program=$(VARIANT=plain built program) || exit 2

logs=build/memcheck/$CHAPTER
rm -rf "$logs"
mkdir -p "$logs" || exit 1
CHECK_BASE=$(cat "$program.base") CHECK_SLOW=20 valgrind --quiet --leak-check=full \
    --errors-for-leak-kinds=definite --error-exitcode=99 --log-file="$logs/%p" "$program" "$EX"
status=$?

# The first process that has anything to say, up to the first empty line and without what is below
# the test in the stack.
find "$logs" -size 0 -exec rm -f {} +
for log in "$logs"/*; do
    [ -s "$log" ] || continue
    echo
    echo "valgrind found errors in $(find "$logs" -type f | wc -l | tr -d ' ') of the tests; the first (all are in $logs):"
    sed -e 's/^==[0-9]*== \{0,1\}/    /; s/ 0x[0-9A-F]*: / /' "$log" |
        sed -n -e '/^ *$/q' -e '/srunner_run/,/main (runner/d' -e '/ __wrap_/d' -e p
    [ $status -ne 0 ] || status=1
    break
done
exit $status
