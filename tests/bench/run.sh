#!/bin/sh
# Measures callbacks and timers: this library beside the same work by hand ("raw"), libuv, libev and
# Python's asyncio. `make bench` runs it; docs/benchmarks.md explains it.
#
#   sh tests/bench/run.sh            under three minutes on a quiet machine
#   QUICK=1 sh tests/bench/run.sh    under 20 seconds: fewer rounds, smaller counts
#   ROUNDS=20 sh tests/bench/run.sh  more rounds
#
# In each round every program does every row once, one after the other, so that whatever else the
# machine does hits all of them alike. A peer that is not installed is passed over. All results, one
# a line, stay in build/bench/results.

set -eu
unset CDPATH
cd "$(dirname "$0")/../.."

CC=${CC:-cc}
MAKE=${MAKE:-make}
out=build/bench
flags='-std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Wall -Wextra -Wpedantic -Wshadow -Wimplicit-fallthrough'

if [ -n "${QUICK:-}" ]; then
    rounds=${ROUNDS:-3} python_rounds=1
    rows='batch=1000000 chain=1000000 chain-poll=200000 timers-fire=100000 timers-cancel=100000'
else
    rounds=${ROUNDS:-7} python_rounds=2
    rows='batch=5000000 chain=2000000 chain-poll=1000000 timers-fire=10000 timers-cancel=10000
        timers-fire=1000000 timers-cancel=1000000'
fi

die()
{
    printf '%s\n' "$*" >&2
    exit 1
}

# compile PROGRAM SOURCE... [LIBRARY...]: $flags are words, and so may CC and the user's flags be.
compile()
{
    program=$1
    shift
    # shellcheck disable=SC2086
    $CC $flags ${CPPFLAGS:-} ${CFLAGS:-} ${includes:-} -o "$out/$program" "$@" ${LDFLAGS:-} -lm ||
        die "tests/bench: $program does not compile"
}

# peer NAME HEADER LIBRARY: compiles NAME.c, or says that the library is missing.
peer()
{
    printf '#include <%s>\nint main(void)\n{\n    return 0;\n}\n' "$2" >"$out/probe.c"
    # shellcheck disable=SC2086
    if $CC ${CPPFLAGS:-} ${CFLAGS:-} -o "$out/probe" "$out/probe.c" ${LDFLAGS:-} "$3" 2>/dev/null; then
        compile "$1" "tests/bench/$1.c" tests/bench/bench.c "$3"
        programs="$programs $1"
    else
        echo "$1 is not installed: passed over. To have it: sh tests/tools/setup.sh $1"
    fi
}

# measure ROUND PROGRAM ROW COUNT
measure()
{
    if [ "$2" = asyncio ]; then
        # A Python callback costs a hundred times as much; a shorter chain tells as much.
        case $3 in timers*) count=$4 ;; *) count=$(($4 / 20)) ;; esac
        python3 tests/bench/asyncio_rows.py "$3" "$count" >"$out/result"
    else
        "$out/$2" "$3" "$4" >"$out/result"
    fi || die "tests/bench: $2 failed at $3"
    sed "s/^/$1 $2 /" "$out/result" >>"$out/results"
}

$MAKE lib >/dev/null || die 'tests/bench: make lib failed'
mkdir -p "$out"
: >"$out/results"
programs='ours raw'
includes=-Ichapters
for directory in chapters/[0-9]*/; do
    includes="$includes -I${directory%/}"
done
compile ours tests/bench/ours.c tests/bench/bench.c build/lib/libasyncio.a
includes=
compile raw tests/bench/raw.c tests/bench/bench.c
peer libuv uv.h -luv
peer libev ev.h -lev
if python3 -c 'import asyncio, resource' 2>/dev/null; then
    programs="$programs asyncio"
else
    echo "python3 is not installed: asyncio is passed over. To have it: sh tests/tools/setup.sh python3"
fi

round=1
while [ "$round" -le "$rounds" ]; do
    [ ! -t 2 ] || printf '\rround %s of %s ' "$round" "$rounds" >&2
    for row in $rows; do
        for program in $programs; do
            [ "$program" != asyncio ] || [ "$round" -le "$python_rounds" ] || continue
            measure "$round" "$program" "${row%=*}" "${row#*=}"
        done
    done
    round=$((round + 1))
done
[ ! -t 2 ] || printf '\r                  \r' >&2

echo "Processor time, median of $rounds rounds; $($CC --version 2>/dev/null | head -n 1), $(uname -sm)"
echo
awk -f tests/bench/table.awk "$out/results"
