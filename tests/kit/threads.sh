#!/bin/sh
# Threads and the loop get on with each other: chapter 9 under load, built with ThreadSanitizer, by gcc and by
# clang. No data race; a million calls of other threads are all made; jobs that are cancelled, loops that are
# closed and pools that are shut down at any moment never hang, and everything is given back.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make gcc clang

copy_files "$scratch/copy" || exit 2
cd "$scratch/copy" || exit 2

# stress COMPILER VARIANT WAKEUPS ROUNDS [FLAG...]: builds the program and runs it.
stress() {
    compiler=$1
    variant=$2
    wakeups=$3
    rounds=$4
    shift 4
    what="$compiler${1:+, $1}"
    if ! within 120 make -s -f tests/kit/programs.mk VARIANT="$variant" CC="$compiler" CFLAGS="$*" LDFLAGS="$*" \
        threads >"$out" 2>&1; then
        fail "$what: tests/threads/stress.c does not build"
        show "$out" 20
        return
    fi
    TSAN_OPTIONS=halt_on_error=1:exitcode=66 within 60 \
        "build/$variant-$compiler/programs/threads/stress" "$wakeups" "$rounds" >"$out" 2>&1
    status=$?
    case $status in
    0) ok "$what: $(tr '\n' ';' <"$out")" ;;
    124 | 137) fail "$what: it hangs, after $(tail -n 1 "$out")" ;;
    66) fail "$what: a data race" ;;
    *) fail "$what: it ends with status $status" ;;
    esac
    [ "$status" -eq 0 ] || show "$out" 40
}

wakeups=1000000
[ -z "$quick" ] || wakeups=100000
stress gcc release "$wakeups" 300
stress gcc plain 50000 100 -fsanitize=thread
stress clang plain 50000 100 -fsanitize=thread
cd "$root" || exit 2
finish
