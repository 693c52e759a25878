#!/bin/sh
# Measures this library beside the same work by hand ("raw") and beside others, in parts:
#
#   callbacks   callbacks and timers, beside libuv, libev and Python's asyncio
#   tasks       generators, coroutines and tasks, beside C++20's coroutines, Go and asyncio
#   executor    jobs for threads, beside libuv and asyncio
#   echo        an echo server, beside libuv, libev, asyncio, and uvloop
#   http        a web server, beside nginx, Go, node, and aiohttp on asyncio
#
# `make bench` runs it; docs/benchmarks.md explains it.
#
#   sh tests/bench/run.sh            all parts, about ten minutes on a quiet machine
#   sh tests/bench/run.sh tasks      one part
#   QUICK=1 sh tests/bench/run.sh    about a minute: fewer rounds, smaller counts
#   ROUNDS=20 sh tests/bench/run.sh  more rounds
#
# In each round every program does every row once, one after the other, so that whatever else the
# machine does hits all of them alike. A peer that is not installed is passed over. All results, one
# a line, stay in build/bench/PART.results.

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
    executor='trips-1=5000 trips-64=50000'
    echo='echo-1=5000 echo-50=20000 echo-500=20000 idle-echo=800'
    http='http-64=20000 http-256=20000 idle-http=600'
else
    rounds=${ROUNDS:-7} python_rounds=2
    callbacks='batch=5000000 chain=2000000 chain-poll=1000000 timers-fire=10000 timers-cancel=10000
        timers-fire=1000000 timers-cancel=1000000'
    tasks='generator=20000000 resume-1=10000000 resume-10=10000000 resume-100=10000000 call=10000000
        switch-1=5000000 switch-100=5000000 switch-10000=10000000 spawn=2000000
        alive=1000000 sleep=10000 sleep=1000000 asleep=100000 gather=1000000'
    executor='trips-1=50000 trips-64=500000'
    echo='echo-1=50000 echo-50=200000 echo-500=200000 idle-echo=800'
    http='http-64=200000 http-256=200000 idle-http=600'
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
    $CC $c_flags ${CPPFLAGS:-} ${CFLAGS:-} ${includes:-} -o "$out/$program" "$@" ${LDFLAGS:-} -lm -pthread ||
        die "tests/bench: $program does not compile"
}

# passed_over PEER TOOL
passed_over()
{
    echo "$1 is not installed: passed over. To have it: sh tests/tools/setup.sh $2"
}

# peer NAME HEADER LIBRARY PROGRAM SOURCE...: compiles it with bench.c, or says what is missing.
peer()
{
    name=$1 header=$2 library=$3 made=$4
    shift 4
    printf '#include <%s>\nint main(void)\n{\n    return 0;\n}\n' "$header" >"$out/probe.c"
    # shellcheck disable=SC2086
    if $CC ${CPPFLAGS:-} ${CFLAGS:-} -o "$out/probe" "$out/probe.c" ${LDFLAGS:-} "$library" 2>/dev/null; then
        compile "$made-$name" "$@" tests/bench/bench.c "$library"
        programs="$programs $name"
    else
        passed_over "$name" "$name"
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
    for part in bench bench_main task_rows; do
        $CC $c_flags ${CPPFLAGS:-} ${CFLAGS:-} -c -o "$out/$part.o" "tests/bench/$part.c" ||
            die "tests/bench: $part.c does not compile"
    done
    $CXX -std=c++20 -D_POSIX_C_SOURCE=200809L $flags ${CPPFLAGS:-} ${CXXFLAGS:-} -o "$out/tasks-c++" \
        tests/bench/tasks_cxx.cpp "$out/bench.o" "$out/bench_main.o" "$out/task_rows.o" ${LDFLAGS:-} ||
        die 'tests/bench: tasks_cxx.cpp does not compile'
    programs="$programs c++"
}

# peer_go PROGRAM SOURCE
peer_go()
{
    # What Go keeps between builds, it keeps here; so it needs no home directory.
    if command -v go >/dev/null 2>&1; then
        GOCACHE=$PWD/$out/go GOFLAGS='' go build -o "$out/$1" "tests/bench/$2" ||
            die "tests/bench: $2 does not compile"
        programs="$programs go"
    else
        passed_over Go go
    fi
}

# peer_python NAME MODULES TOOL: the first Python that has them; a system's own modules are the system's
# Python's.
peer_python()
{
    for python in python3 /usr/bin/python3; do
        if $python -c "import $2" 2>/dev/null; then
            programs="$programs $1"
            eval "python_$1=$python"
            return
        fi
    done
    passed_over "$1" "$3"
}

peer_asyncio()
{
    peer_python asyncio 'asyncio, resource' python3
}

# peer_command NAME: a program that is called as it is.
peer_command()
{
    if command -v "$1" >/dev/null 2>&1; then
        programs="$programs $1"
    else
        passed_over "$1" "$1"
    fi
}

# asyncio ROW COUNT: a step in Python costs a hundred times as much; fewer of them tell as much.
# But a row of many at once has to have as many.
asyncio()
{
    case $1 in
    timers*) python3 tests/bench/asyncio_rows.py "$1" "$2" ;;
    trips*) python3 tests/bench/executor.py "$1" $(($2 / 10)) ;;
    alive | sleep | asleep) python3 tests/bench/tasks.py "$1" "$2" ;;
    batch | chain*) python3 tests/bench/asyncio_rows.py "$1" $(($2 / 20)) ;;
    *) python3 tests/bench/tasks.py "$1" $(($2 / 20)) ;;
    esac
}

# serve PROGRAM ROW COUNT: load for a server.
serve()
{
    what=${2#idle-}
    what=${what%%-*}
    count=$3
    case $1-$2 in
    asyncio-idle* | uvloop-idle* | aiohttp-idle*) ;;
    asyncio-* | uvloop-*) count=$((count / 4)) ;; # as above
    aiohttp-*) count=$((count / 10)) ;;
    esac
    asked=$2
    # shellcheck disable=SC2154 # peer_python sets it
    case $1 in
    asyncio) set -- "$python_asyncio" tests/bench/servers.py echo ;;
    uvloop) set -- "$python_uvloop" tests/bench/servers.py echo uvloop ;;
    aiohttp) set -- "$python_aiohttp" tests/bench/servers.py http ;;
    nginx) set -- sh tests/bench/nginx.sh "$out/nginx" ;;
    node) set -- node tests/bench/servers.js http ;;
    *) set -- "$out/server-$1" "$what" ;;
    esac
    "$out/load" "$asked" "$count" "$@"
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
    case $2-$3 in
    echo-* | http-*) serve "$3" "$4" "$5" ;;
    *-asyncio) asyncio "$4" "$5" ;;
    *) "$out/$2-$3" "$4" "$5" ;;
    esac >"$out/result" || die "tests/bench: $3 failed at $4"
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
                case $program in
                asyncio | uvloop | aiohttp) [ "$round" -le "$python_rounds" ] || continue ;;
                esac
                ! does "$program" "${row%=*}" "${row#*=}" ||
                    measure "$round" "$part" "$program" "${row%=*}" "${row#*=}"
            done
        done
        round=$((round + 1))
    done
    [ ! -t 2 ] || printf '\r                             \r' >&2
}

# ours_and_raw NAME OURS RAW [ROWS]: compiles NAME-ours and NAME-raw. ROWS has what both share.
ours_and_raw()
{
    name=$1 ours=tests/bench/$2 raw=tests/bench/$3
    shift 3
    for directory in build/headers/[0-9]*/ chapters/ chapters/[0-9]*/; do
        [ ! -d "$directory" ] || includes="${includes:-} -I${directory%/}"
    done
    compile "$name-ours" "$ours" "$@" tests/bench/bench.c build/lib/libasyncio.a
    includes=
    compile "$name-raw" "$raw" "$@" tests/bench/bench.c
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
    rows='tests/bench/callback_rows.c tests/bench/bench_main.c'
    # shellcheck disable=SC2086
    ours_and_raw callbacks ours.c raw.c $rows
    # shellcheck disable=SC2086
    peer libuv uv.h -luv callbacks tests/bench/libuv.c $rows
    # shellcheck disable=SC2086
    peer libev ev.h -lev callbacks tests/bench/libev.c $rows
    peer_asyncio
    # shellcheck disable=SC2086
    all_rounds callbacks $callbacks
    show callbacks ours raw libuv libev asyncio
}

bench_tasks()
{
    ours_and_raw tasks tasks_ours.c tasks_raw.c tests/bench/task_rows.c tests/bench/bench_main.c
    peer_cxx
    peer_go tasks-go tasks.go
    peer_asyncio
    # shellcheck disable=SC2086
    all_rounds tasks $tasks
    show tasks ours raw c++ go asyncio
}

bench_executor()
{
    rows='tests/bench/executor_rows.c tests/bench/bench_main.c'
    # shellcheck disable=SC2086
    ours_and_raw executor executor_ours.c executor_raw.c $rows
    # shellcheck disable=SC2086
    peer libuv uv.h -luv executor tests/bench/executor_libuv.c $rows
    peer_asyncio
    # shellcheck disable=SC2086
    all_rounds executor $executor
    show executor ours raw libuv asyncio
}

bench_echo()
{
    compile load tests/bench/load.c tests/bench/bench.c
    ours_and_raw server server_ours.c server_raw.c
    peer libuv uv.h -luv server tests/bench/server_libuv.c
    peer libev ev.h -lev server tests/bench/server_libev.c
    peer_asyncio
    peer_python uvloop uvloop uvloop
    # shellcheck disable=SC2086
    all_rounds echo $echo
    show echo ours raw libuv libev asyncio uvloop
}

bench_http()
{
    compile load tests/bench/load.c tests/bench/bench.c
    ours_and_raw server server_ours.c server_raw.c
    peer_command nginx
    peer_go server-go servers.go
    peer_command node
    peer_python aiohttp aiohttp aiohttp
    # shellcheck disable=SC2086
    all_rounds http $http
    show http ours raw nginx go node aiohttp
}

all='callbacks tasks executor echo http'
# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $all
for part in "$@"; do
    case " $all " in
    *" $part "*) ;;
    *) die "tests/bench: no part $part; there are: $all" ;;
    esac
done

$MAKE lib >/dev/null || die 'tests/bench: make lib failed'
mkdir -p "$out"
echo "Processor time, median of $rounds rounds; $($CC --version 2>/dev/null | head -n 1), $(uname -sm)"
for part in "$@"; do
    case $part-$(uname -s) in
    *-Linux | callbacks-* | tasks-* | executor-*) "bench_$part" ;;
    *) echo "$part: passed over, for its raw server needs epoll, which is Linux's" ;;
    esac
done
