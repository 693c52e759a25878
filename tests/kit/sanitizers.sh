#!/bin/sh
# The solutions pass all tests under ASan and UBSan (leaks count), built by gcc and by clang, and under
# valgrind, built plainly. And the three of them are really awake: a leak and an overflow that are put
# into a solution are found.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make gcc clang valgrind nm

# all_green WHAT: looks at the report of a run in $scratch/out, whose status was $status
all_green() {
    count=$(sed -n 's/^tests: \([0-9]*\) passed, 0 failed$/\1/p' "$scratch/out" | tail -n 1)
    if [ "$status" -eq 0 ] && [ "${count:-0}" -gt 0 ] && ! grep -Eq 'warning:|^note:|leaks were not looked for|not started' "$scratch/out"; then
        ok "$1: $count tests"
    else
        fail "$1 (status $status)"
        grep -v '^  ✓' "$scratch/out" >"$scratch/short"
        show "$scratch/short" 25
    fi
}

copy=$(project copy) || exit 2

for directory in solutions/[0-9]*/; do
    chapter=$(basename "$directory")
    for compiler in $compilers; do
        within 300 make -C "$copy/chapters/$chapter" check WHO=reference CC="$compiler" >"$scratch/out" 2>&1
        status=$?
        all_green "$chapter passes under the sanitizers of $compiler"
        program=$copy/build/check-$compiler/program/$chapter/reference
        for sanitizer in __asan_init __ubsan_handle; do
            if nm "$program" 2>/dev/null | grep -q "$sanitizer"; then
                ok "$chapter: the program that $compiler makes has $sanitizer in it"
            else
                fail "$chapter: the program that $compiler makes lacks $sanitizer; is its sanitizer library installed?"
            fi
        done
    done
    within 600 make -C "$copy/chapters/$chapter" memcheck WHO=reference >"$scratch/out" 2>&1
    status=$?
    all_green "$chapter passes under valgrind"
done

# ---- Are they awake? One mistake at a time, in a function that nobody has to write.

solution=$copy/solutions/01-callbacks/callbacks.c
cp "$solution" "$scratch/saved.c"

# found NAME CODE PATTERN: CODE goes into handle_init(); every one of them has to say PATTERN
found() {
    awk -v code="$2" '{ print } /^void handle_init\(/ { inside = 1 } inside && /^{/ { print code; inside = 0 }' "$scratch/saved.c" |
        sed 's/^#include "callbacks.h"/#include "callbacks.h"\n#include <stdlib.h>\n#include <limits.h>/' >"$solution"
    for with in 'check CC=gcc' 'check CC=clang' memcheck; do
        [ "$1" = overflow ] && [ "$with" = memcheck ] && continue # valgrind does not look at arithmetic
        # shellcheck disable=SC2086 # two words
        if within 300 make -C "$copy/chapters/01-callbacks" $with WHO=reference >"$scratch/out" 2>&1; then
            fail "a $1 in a solution goes unnoticed by make $with"
            show "$scratch/out" 20
        elif grep -Eiq "$3" "$scratch/out"; then
            ok "make $with finds a $1"
        else
            fail "make $with fails because of a $1, but does not say so"
            show "$scratch/out" 30
        fi
    done
    cp "$scratch/saved.c" "$solution"
}

found leak '    static void *volatile lost; lost = malloc(7); lost = NULL;' 'leak|lost|not given back|freed'
found 'read of freed memory' '    char *volatile gone = malloc(7); free(gone); if (gone[0] == 7) handle->arg = NULL;' 'use-after-free|freed|invalid read'
found overflow '    volatile int most = INT_MAX; most = most + 1;' 'overflow'
finish
