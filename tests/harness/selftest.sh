#!/bin/sh
# Tests the harness: feeds it code that does everything wrong and compares what it reports.
#
#   sh tests/harness/selftest.sh          with gcc and clang, where they are installed
#   ACCEPT=1 sh tests/harness/selftest.sh what it reports now becomes what is expected: look at the diff
#
# The limits on time are a third of the usual ones, so that the hangs take no more than they must.

set -u
unset CDPATH
cd "$(dirname "$0")/../.." || exit 2
unset CHECK_BASE CHECK_QUIET CHECK_SLOW CK_RUN_CASE CK_RUN_SUITE CK_FORK CK_VERBOSITY ASAN_OPTIONS
unset UBSAN_OPTIONS LSAN_OPTIONS
CK_TIMEOUT_MULTIPLIER=0.3
export CK_TIMEOUT_MULTIPLIER
here=tests/harness/selftest
failures=0
pids=''
accept=${ACCEPT:-}

fail()
{
    printf '%s\n' "selftest: $*" >&2
    failures=$((failures + 1))
}

# compare NAME GOT: GOT is the file $here/expected/NAME, or becomes it.
compare()
{
    if [ -n "$accept" ]; then
        mkdir -p "$here/expected"
        cp "$2" "$here/expected/$1"
    elif ! diff "$here/expected/$1" "$2" >&2; then
        fail "$program reports something else than $here/expected/$1"
    fi
}

# expect_status STATUS COMMAND...: the output goes to $out/last.
expect_status()
{
    wanted=$1
    shift
    "$@" >"$out/last" 2>&1
    status=$?
    [ $status -eq "$wanted" ] || fail "exit status $status, not $wanted: $*"
}

# expect_said TEXT: a line of $out/last has it.
expect_said()
{
    grep -Fq -e "$1" "$out/last" || fail "\"$1\" is not said, but: $(cat "$out/last")"
}

# one_by_one NUMBERS: the reports of single exercises, all at once, joined in order.
one_by_one()
{
    for number in $1; do
        "$program" "$number" >"$out/of-$number" 2>&1 &
    done
    wait
    for number in $1; do
        cat "$out/of-$number"
    done >"$out/reports"
}

# Arguments, environment, exit status: what scripts rely on.
test_interface()
{
    expect_status 2 "$program" 9.99
    expect_said 'no exercise 9.99 in 99-broken: it has 9.1 to 9.16'
    expect_status 2 "$program" 9.1 9.2
    expect_status 0 "$program" 9.1
    expect_said '1 of 1 exercise, 1 of 1 points'
    expect_status 0 env CHECK_QUIET=1 "$program" 9.1
    [ "$(cat "$out/last")" = 'tests: 2 passed, 0 failed' ] || fail "CHECK_QUIET says more: $(cat "$out/last")"
    expect_status 0 env CHECK_BASE='01 yours' "$program" 9.1
    expect_said '99 broken · building on: 01 yours'
}

# Check's own switches.
test_switches()
{
    expect_status 0 env CK_RUN_CASE='9.1 good' "$program"
    expect_said 'tests: 2 passed, 0 failed'
    expect_status 1 env CK_RUN_CASE='9.2 wrong_value' "$program"
    expect_status 1 env CK_RUN_CASE='no such case' "$program"
    expect_said 'no test was run'
    expect_status 0 env CK_RUN_SUITE=broken CK_RUN_CASE='9.1 good' CK_VERBOSITY=verbose "$program"
    expect_said 'passes_too'
    expect_status 0 env CK_FORK=no "$program" 9.1
    expect_status 0 env CK_FORK=no "${program%/*}/tools" 8.2
    expect_status 0 env CK_FORK=no "${program%/*}/tools" 8.3
    expect_status 1 env CK_FORK=no "$program" 9.2
    expect_said 'expected add_wrongly(2, 2) to be 4, got 0'
    expect_status 1 env CK_FORK=no "$program" 9.4
    expect_said 'the code under test ended the program with exit()'
    expect_status 1 env CK_XML_LOG_FILE_NAME="$out/log.xml" CK_RUN_CASE='9.2 wrong_value' "$program"
    grep -q 'two and two is four' "$out/log.xml" || fail "CK_XML_LOG_FILE_NAME holds no message"
}

# A whole run: what other programs read, and Check's own log, in which nothing wrong may be "ok".
test_whole_run()
{
    expect_status 1 env CHECK_RESULTS="$out/results" CHECK_EXPLAIN="$out/explain" \
        CK_TAP_LOG_FILE_NAME="$out/log.tap" "$program"
    compare "whole-$1.txt" "$out/last"
    compare "results-$1.txt" "$out/results"
    compare "explain-$1.txt" "$out/explain"
    grep '^ok' "$out/log.tap" | grep -qv '9\.1 good' && grep '^ok' "$out/log.tap" | grep -v '9\.1 good\|exits_at_once' &&
        fail "Check's log says ok of a test that went wrong"
    return 0
}

build()
{
    ${MAKE:-make} --no-print-directory -f $here/selftest.mk CC="$1" VARIANT="$2" selftest || exit 1
}

# test_program COMPILER VARIANT NUMBERS: to be run in a process of its own.
test_program()
{
    out=build/selftest-$1-$2
    mkdir -p "$out"
    program=build/$2-$1/selftest/broken
    one_by_one "$3"
    compare "reports-$2.txt" "$out/reports"
    if [ "$2" = check ]; then
        test_whole_run "$2"
        test_interface
    else
        test_switches
    fi
    program=build/$2-$1/selftest/tools
    expect_status 1 env CHECK_RESULTS="$out/results" "$program"
    compare "tools-$2.txt" "$out/results"
    one_by_one '8.4 8.5 8.6 8.7 8.8'
    compare "messages-$2.txt" "$out/reports"
    exit $failures
}

compilers=
for compiler in gcc clang; do
    command -v "$compiler" >/dev/null 2>&1 && compilers="$compilers $compiler"
done
[ -n "$compilers" ] || fail "neither gcc nor clang is here"

# Without sanitizers some of these mistakes show in nothing, or in something else each time.
for compiler in $compilers; do
    build "$compiler" check
    [ "$compiler" != "${compilers##* }" ] || build "$compiler" plain
done
# What the first compiler makes the expected output, the second has to say too.
for compiler in $compilers; do
    test_program "$compiler" check '9.1 9.2 9.3 9.4 9.5 9.6 9.7 9.8 9.9 9.10 9.11 9.12 9.13 9.14 9.15 9.16' &
    pids="$pids $!"
    if [ -n "$accept" ]; then
        wait "$!" || failures=$((failures + 1))
        pids=''
        accept=''
    fi
done
accept=${ACCEPT:-}
test_program "${compilers##* }" plain '9.1 9.2 9.3 9.4 9.5 9.6 9.7 9.11 9.13 9.14 9.15' &
for pid in $pids $!; do
    wait "$pid" || failures=$((failures + 1))
done

[ $failures -eq 0 ] || exit 1
echo "the harness reports what it should"
