#!/bin/sh
# Fuzzers find nothing: the parsers of requests and responses, the decoder of chunks, and the reader of streams
# make the same of an input that is whole and of one that is cut in pieces, with sanitizers. Each begins with
# what is in tests/fuzz/seeds, and with what an earlier run has left in build/fuzz, and runs for some seconds;
# FUZZ_TIME says for how many. An input that breaks something is left in build/fuzz.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make

duration=${FUZZ_TIME:-5}
clang=${CLANG:-clang}
out=$scratch/out

printf 'int LLVMFuzzerTestOneInput(const char *d, unsigned long n) { return d == 0 && n > 0; }\n' >"$scratch/try.c"
if ! "$clang" -fsanitize=fuzzer,address,undefined "$scratch/try.c" -o "$scratch/try" >"$out" 2>&1; then
    ok "$clang has no libFuzzer here: nothing to run"
    finish
fi

copy_files "$scratch/copy" || exit 2
cd "$scratch/copy" || exit 2
if ! within 600 make -s -j "$jobs" -f tests/kit/fuzz.mk CC="$clang" fuzzers >"$out" 2>&1; then
    fail "the fuzzers do not build"
    show "$out" 30
    finish
fi

# fuzz NAME: runs one.
# shellcheck disable=SC2317 # in_parallel calls it
fuzz() {
    found=$root/build/fuzz/$1
    mkdir -p "$found"
    within $((duration + 120)) nice "build/fuzz-$clang/programs/fuzz/$1" -max_total_time="$duration" -max_len=2000 \
        -timeout=20 -rss_limit_mb=2048 -artifact_prefix="$found." "$found" "tests/fuzz/seeds/$1" >"$scratch/$1" 2>&1
    status=$?
    runs=$(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$scratch/$1")
    if [ "$status" -eq 0 ] && [ "${runs:-0}" -gt 100 ]; then
        ok "$1: $runs inputs in $duration s"
    else
        fail "$1: status $status; the input is in build/fuzz: run the fuzzer with it as its argument"
        grep -v '^\(INFO\|#\)' "$scratch/$1" | head -n 40 >"$out.$1"
        show "$out.$1" 40
    fi
}

# shellcheck disable=SC2046 # plain names
in_parallel fuzz $(for file in tests/fuzz/*.c; do basename "$file" .c; done)
cd "$root" || exit 2
finish
