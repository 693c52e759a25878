#!/bin/sh
# Nothing breaks the library in the middle: each thing that can be awaited is cancelled at every place, once
# and twice; each of its allocations fails in turn, and each of its system calls, in each way in which it
# can. Every cleanup runs once, no callback comes twice, nothing leaks, the error is told, other connections
# and the same loop go on. With sanitizers; and with the frames kept for reuse, as they are without, where
# valgrind looks on.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make gcc clang valgrind

# Whatever makes a coroutine, and every block, is among what is tried. Of calls that differ in what they take
# (asyncio_wait_tasks, asyncio_timeout_at) the plain name stands for all; and what only a part of the library
# calls is tried with that part.
sed -n -e 's/^struct coro \*\([a-z_]*\)(.*/\1/p' -e 's/^#define \(asyncio_[a-z_]*\)(.*/\1/p' chapters/*/*.h |
    sed 's/_\(awaitable\|array\|tasks\|futures\|value\|result\|at\)$//' |
    grep -v -e '^coro_' -e '^client_response_start$' -e '^web_response_send$' -e '^web_connection_new$' |
    sort -u >"$scratch/names"
while IFS= read -r name; do
    if grep -q "\<$name *(" tests/reliability/scenarios_*.c tests/reliability/cancel.c; then
        ok "$name is tried"
    else
        fail "no scenario in tests/reliability uses $name"
    fi
done <"$scratch/names"

copy_files "$scratch/copy" || exit 2
cd "$scratch/copy" || exit 2

# tried VARIANT COMPILER PROGRAM LEAST WHAT: runs it; it prints "NAME: ... N places" for each thing that it
# tries, of which there are LEAST or more, and a line with a comma for each thing that is wrong.
tried() {
    runner=
    most=40
    [ "$1-$2" != plain-gcc ] || { runner='valgrind -q --leak-check=full --error-exitcode=9' most=2; }
    # shellcheck disable=SC2086 # some words
    within 300 $runner "build/$1-$2/programs/reliability/$3" "$most" >"$out" 2>"$out.stderr"
    status=$?
    number=$(awk '/^[a-z_]*: / { sum += $(NF - 1); n++ } END { print sum + 0, "in", n + 0 }' "$out")
    if [ "$status" -eq 0 ] && [ "${number##* }" -ge "$4" ]; then
        ok "$2, $1: $5: $number programs"
    else
        fail "$2, $1: $5: it ends with status $status"
        grep -v '^[a-z_]*: ' "$out" | cat - "$out.stderr" >"$out.short"
        show "$out.short" 20
    fi
}

for variant in check plain; do
    for compiler in gcc clang; do
        if within 300 make -s -j2 -f tests/kit/programs.mk VARIANT="$variant" CC="$compiler" reliability >"$out" 2>&1; then
            tried "$variant" "$compiler" cancel 50 "cancelled, at so many places"
            tried "$variant" "$compiler" memory 50 "no memory, for so many allocations"
            tried "$variant" "$compiler" calls 15 "a system call fails, so many of them"
        else
            fail "the programs do not build with $compiler ($variant)"
            show "$out" 20
        fi
    done
done
cd "$root" || exit 2
finish
