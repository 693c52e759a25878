#!/bin/sh
# The checks that the kit makes on itself: `make check-kit`, or `sh tests/kit/run.sh [NAME...]`.
#
# Runs every check in this directory, or those that are named, two at a time, and counts what they
# print. Each check is one idea, can be run alone (`sh tests/kit/handouts.sh`), says at its head what
# it proves, and prints "ok ..." and "FAILED ..." lines. What a check printed stays in
# build/kit/NAME.log. Nothing is checked in place: every check works on copies, so a run changes
# nothing and does not disturb you.
#
#   KIT_QUICK=1   fewer repetitions in the checks that repeat things
#   KIT_JOBS=N    checks at a time (2)
#
# Exit status 0 only if something was checked and nothing failed.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$scratch"' EXIT # this is no check: there is nothing to say if it is interrupted

# The long ones first, so that no core is idle at the end.
long_first='mutants flakes sanitizers badinput warnings commands selftest unsolved clients alone coroutines differential reliability threads misuse'

all_checks() {
    for name in $long_first; do
        [ -f "tests/kit/$name.sh" ] && echo "$name"
    done
    for file in tests/kit/*.sh; do
        name=${file##*/}
        name=${name%.sh}
        case " run lib $long_first " in
        *" $name "*) ;;
        *) echo "$name" ;;
        esac
    done
}

# Runs one check and leaves its output in build/kit/NAME.log.
run_check() {
    log=build/kit/$1.log
    begin=$(date +%s)
    # Two checks run at a time, so none of them takes a second core.
    KIT_RUN=1 KIT_JOBS=1 sh "tests/kit/$1.sh" >"$log" 2>&1 </dev/null
    status=$?
    if [ "$status" -ne 0 ] && ! grep -q '^FAILED' "$log"; then
        echo "FAILED $1: it ended with status $status and did not say why; run it alone: sh tests/kit/$1.sh" >>"$log"
    elif [ "$status" -eq 0 ] && ! grep -q '^ok' "$log"; then
        echo "FAILED $1: it checked nothing" >>"$log"
    fi
    look_at_times "$log.times" # many checks wait: how long they take and what they cost are not the same
    {
        echo "== $1, $(($(date +%s) - begin)) s, $used s of processor time"
        cat "$log"
    } >"$log.shown"
    cat "$log.shown"
    rm -f "$log.shown" "$log.times"
}

if [ $# -eq 0 ]; then
    # shellcheck disable=SC2046 # names of checks are plain words
    set -- $(all_checks)
fi
for name in "$@"; do
    if [ ! -f "tests/kit/$name.sh" ] || [ "$name" = run ] || [ "$name" = lib ]; then
        echo "no check $name; there is: $(all_checks | tr '\n' ' ')" >&2
        exit 2
    fi
done

mkdir -p build/kit
rm -f build/kit/*.log
echo "building a copy of the project for the checks to work on"
KIT_TEMPLATE=$scratch/template
export KIT_TEMPLATE
make_template "$KIT_TEMPLATE"

in_parallel run_check "$@"

passed=$(cat build/kit/*.log | grep -c '^ok')
failed=$(cat build/kit/*.log | grep -c '^FAILED')
if [ "$failed" -gt 0 ]; then
    echo
    echo "what failed:"
    cat build/kit/*.log | grep '^FAILED'
    echo
fi
# A run that found nothing has not passed.
[ "$passed" -gt 0 ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
