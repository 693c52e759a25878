#!/bin/sh
# Measures this library beside the same work by hand ("raw") and beside others, in two parts: callbacks
# and timers beside libuv, libev and Python's asyncio; generators, coroutines and tasks beside C++20's
# coroutines, Go and asyncio. `make bench` runs it; docs/benchmarks.md explains it.
#
#   sh tests/bench/run.sh            both parts, under six minutes on a quiet machine
#   sh tests/bench/run.sh tasks      one part: callbacks or tasks
#   QUICK=1 sh tests/bench/run.sh    under 40 seconds: fewer rounds, smaller counts
#   ROUNDS=20 sh tests/bench/run.sh  more rounds
#
# In each round every program does every row once, one after the other, so that whatever else the
# machine does hits all of them alike. A peer that is not installed is passed over. All results, one
# a line, stay in build/bench/callbacks.results and build/bench/tasks.results.

set -eu
unset CDPATH
cd "$(dirname "$0")/../.."

CC=${CC:-cc}
CXX=${CXX:-c++}
MAKE=${MAKE:-make}
out=build/bench
flags='-O2 -Wall -Wextra -Wpedantic -Wshadow -Wimplicit-fallthrough'
c_flags="-std=c11 -D_POSIX_C_SOURCE=200809L $flags"

if [ -n "${QUICK:-}" ]; then
    rounds=${ROUNDS:-3} python_rounds=1
    callbacks='batch=1000000 chain=1000000 chain-poll=200000 timers-fire=100000 timers-cancel=100000'
    tasks='generator=5000000 resume-1=2000000 resume-10=2000000 resume-100=2000000 call=2000000
        switch-1=1000000 switch-100=1000000 switch-10000=2000000 spawn=500000
        alive=100000 sleep=10000 asleep=100000 gather=200000'
else
    rounds=${ROUNDS:-7} python_rounds=2
    callbacks='batch=5000000 chain=2000000 chain-poll=1000000 timers-fire=10000 timers-cancel=10000
        timers-fire=1000000 timers-cancel=1000000'
    tasks='generator=20000000 resume-1=10000000 resume-10=10000000 resume-100=10000000 call=10000000
        switch-1=5000000 switch-100=5000000 switch-10000=10000000 spawn=2000000
        alive=1000000 sleep=10000 sleep=1000000 asleep=100000 gather=1000000'
fi

die()
{
    printf '%s\n' "$*" >&2
    exit 1
}

# The words of $flags are words, and so may those of CC, CXX and the user's flags be.
# shellcheck disable=SC2086
# compile PROGRAM SOURCE... [LIBRARY...]
compile()
{
    program=$1
    shift
    $CC $c_flags ${CPPFLAGS:-} ${CFLAGS:-} ${includes:-} -o "$out/$program" "$@" ${LDFLAGS:-} -lm ||
        die "tests/bench: $program does not compile"
}

# passed_over PEER TOOL
passed_over()
{
    echo "$1 is not installed: passed over. To have it: sh tests/tools/setup.sh $2"
}

# peer NAME HEADER LIBRARY: compiles NAME.c, or says that the library is missing.
peer()
{
    printf '#include <%s>\nint main(void)\n{\n    return 0;\n}\n' "$2" >"$out/probe.c"
    # shellcheck disable=SC2086
    if $CC ${CPPFLAGS:-} ${CFLAGS:-} -o "$out/probe" "$out/probe.c" ${LDFLAGS:-} "$3" 2>/dev/null; then
        compile "callbacks-$1" "tests/bench/$1.c" tests/bench/callback_rows.c tests/bench/bench.c "$3"
        programs="$programs $1"
    else
        passed_over "$1" "$1"
    fi
}

# C++ is compiled with CXX, its rows and bench.c, as ever, with CC.
# shellcheck disable=SC2086
peer_cxx()
{
    printf '#include <coroutine>\nint main()\n{\n    return std::noop_coroutine().done();\n}\n' >"$out/probe.cpp"
    if ! $CXX -std=c++20 ${CPPFLAGS:-} ${CXXFLAGS:-} -o "$out/probe" "$out/probe.cpp" ${LDFLAGS:-} 2>/dev/null; then
        passed_over 'C++20' c++
        return
    fi
    for part in bench task_rows; do
        $CC $c_flags ${CPPFLAGS:-} ${CFLAGS:-} -c -o "$out/$part.o" "tests/bench/$part.c" ||
            die "tests/bench: $part.c does not compile"
    done
    $CXX -std=c++20 -D_POSIX_C_SOURCE=200809L $flags ${CPPFLAGS:-} ${CXXFLAGS:-} -o "$out/tasks-c++" \
        tests/bench/tasks_cxx.cpp "$out/bench.o" "$out/task_rows.o" ${LDFLAGS:-} ||
        die 'tests/bench: tasks_cxx.cpp does not compile'
    programs="$programs c++"
}

peer_go()
{
    # What Go keeps between builds, it keeps here; so it needs no home directory.
    if command -v go >/dev/null 2>&1; then
        GOCACHE=$PWD/$out/go GOFLAGS='' go build -o "$out/tasks-go" tests/bench/tasks.go ||
            die 'tests/bench: tasks.go does not compile'
        programs="$programs go"
    else
        passed_over Go go
    fi
}

peer_asyncio()
{
    if python3 -c 'import asyncio, resource' 2>/dev/null; then
        programs="$programs asyncio"
    else
        passed_over asyncio python3
    fi
}

# asyncio ROW COUNT: a step in Python costs a hundred times as much; fewer of them tell as much.
# But a row of many at once has to have as many.
asyncio()
{
    case $1 in
    timers*) python3 tests/bench/asyncio_rows.py "$1" "$2" ;;
    alive | sleep | asleep) python3 tests/bench/tasks.py "$1" "$2" ;;
    batch | chain*) python3 tests/bench/asyncio_rows.py "$1" $(($2 / 20)) ;;
    *) python3 tests/bench/tasks.py "$1" $(($2 / 20)) ;;
    esac
}

# does PROGRAM ROW COUNT: true unless that program has no such row.
does()
{
    case $1-$2 in
    go-generator | go-resume*) return 1 ;; # there is nothing of the kind
    asyncio-alive | asyncio-sleep) [ "$3" -le 100000 ] ;; # more would take gigabytes
    esac
}

# measure ROUND PART PROGRAM ROW COUNT
measure()
{
    if [ "$3" = asyncio ]; then
        asyncio "$4" "$5" >"$out/result"
    else
        "$out/$2-$3" "$4" "$5" >"$out/result"
    fi || die "tests/bench: $3 failed at $4"
    sed "s/^/$1 $3 /" "$out/result" >>"$out/$2.results"
}

# all_rounds PART ROW=COUNT...
all_rounds()
{
    part=$1
    shift
    : >"$out/$part.results"
    round=1
    while [ "$round" -le "$rounds" ]; do
        [ ! -t 2 ] || printf '\r%s: round %s of %s ' "$part" "$round" "$rounds" >&2
        for row in "$@"; do
            for program in $programs; do
                [ "$program" != asyncio ] || [ "$round" -le "$python_rounds" ] || continue
                ! does "$program" "${row%=*}" "${row#*=}" ||
                    measure "$round" "$part" "$program" "${row%=*}" "${row#*=}"
            done
        done
        round=$((round + 1))
    done
    [ ! -t 2 ] || printf '\r                             \r' >&2
}

# ours_and_raw PART OURS RAW ROWS, each a .c file
ours_and_raw()
{
    includes=
    for directory in build/headers/[0-9]*/ chapters/ chapters/[0-9]*/; do
        [ ! -d "$directory" ] || includes="$includes -I${directory%/}"
    done
    compile "$1-ours" "tests/bench/$2" "tests/bench/$4" tests/bench/bench.c build/lib/libasyncio.a
    includes=
    compile "$1-raw" "tests/bench/$3" "tests/bench/$4" tests/bench/bench.c
    programs='ours raw'
}

# show PART PROGRAM...
show()
{
    part=$1
    shift
    echo
    awk -v programs="$*" -f tests/bench/table.awk "$out/$part.results"
}

bench_callbacks()
{
    ours_and_raw callbacks ours.c raw.c callback_rows.c
    peer libuv uv.h -luv
    peer libev ev.h -lev
    peer_asyncio
    # shellcheck disable=SC2086
    all_rounds callbacks $callbacks
    show callbacks ours raw libuv libev asyncio
}

bench_tasks()
{
    ours_and_raw tasks tasks_ours.c tasks_raw.c task_rows.c
    peer_cxx
    peer_go
    peer_asyncio
    # shellcheck disable=SC2086
    all_rounds tasks $tasks
    show tasks ours raw c++ go asyncio
}

[ $# -gt 0 ] || set -- callbacks tasks
for part in "$@"; do
    case $part in
    callbacks | tasks) ;;
    *) die "tests/bench: no part $part; there are callbacks and tasks" ;;
    esac
done

$MAKE lib >/dev/null || die 'tests/bench: make lib failed'
mkdir -p "$out"
echo "Processor time, median of $rounds rounds; $($CC --version 2>/dev/null | head -n 1), $(uname -sm)"
for part in "$@"; do
    "bench_$part"
done
