#!/bin/sh
# The harness tests itself: what it makes of passes, failures, crashes, hangs, leaks, exits. The script
# is tests/harness/selftest.sh; here it runs on a copy.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"

copy=$(project copy) || exit 2
cd "$copy" || exit 2
if [ ! -f tests/harness/selftest.sh ]; then
    fail "tests/harness/selftest.sh is missing"
elif within 300 sh tests/harness/selftest.sh >"$scratch/out" 2>&1; then
    if grep -Eq '(^| )[1-9][0-9]* (passed|ok)|^ok|(^| )all |reports what it should' "$scratch/out"; then
        ok "tests/harness/selftest.sh: $(tail -n 1 "$scratch/out")"
    else
        fail "tests/harness/selftest.sh ends well, but does not say that anything passed"
        show "$scratch/out"
    fi
else
    fail "tests/harness/selftest.sh fails"
    grep -Ei 'fail|error|expected' "$scratch/out" >"$scratch/bad" || tail -n 20 "$scratch/out" >"$scratch/bad"
    show "$scratch/bad" 30
fi
finish
