#!/bin/sh
# make gdb: the tests in gdb, all in one process; with EX=1.2 it stops where that exercise is entered.

# shellcheck source=tests/tools/lib.sh
. tests/tools/lib.sh

check_exercise
need check gdb
need_handout
program=$(VARIANT=plain built program) || exit 2

if [ -n "$EX" ]; then
    function=$(exercises "$CHAPTER" | sed -n "s/^$EX //p")
    if ! grep -q "[ *]$function(" "chapters/$CHAPTER"/*.c; then # it has the name of what it is a part of
        found=$(awk -v holds="Exercise $EX:" -v only=name -f tests/tools/function.awk "chapters/$CHAPTER"/*.c)
        function=${found:-$function}
    fi
    set -- -ex 'set breakpoint pending on'
    if grep -q "Exercise $EX:" "chapters/$CHAPTER"/*.h; then
        set -- "$@" -ex "echo $function is a macro: this stops where a body is entered; try finish, next.\\n"
        function=frame_entered
    fi
    set -- "$@" -ex "break $function" -ex run
fi
CK_FORK=no exec gdb --quiet "$@" --args "$program" "$EX"
