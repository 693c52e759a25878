#!/bin/sh
# make memcheck: the tests under valgrind, which also sees memory that is read before it was written.
# Each test runs in its own process; one in which valgrind finds an error, or lost memory, fails.

# shellcheck source=tests/tools/lib.sh
. tests/tools/lib.sh

check_exercise
need check valgrind
sh tests/tools/contracts.sh || exit 1
program=$(VARIANT=plain built program) || exit 1

CHECK_BASE=$(cat "$program.base") CHECK_SLOW=20 exec valgrind --quiet --leak-check=full \
    --errors-for-leak-kinds=definite --error-exitcode=99 "$program" "$EX"
