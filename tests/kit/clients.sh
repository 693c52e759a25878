#!/bin/sh
# The demos that serve are tried with real clients: nc, curl, Python's asyncio, 900 connections at once, one that
# vanishes, one that never reads. The tests are in tests/kit/clients/; here they run on a copy.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need nc python3

copy=$(project copy) || exit 2
cd "$copy" || exit 2
if [ ! -f tests/kit/clients/run.sh ]; then
    fail "tests/kit/clients/run.sh is missing"
    finish
fi
if ! make demos >"$scratch/out" 2>&1 </dev/null; then
    fail "make demos fails"
    show "$scratch/out"
    finish
fi
within 600 sh tests/kit/clients/run.sh build/demos >"$scratch/out" 2>&1
status=$?
# Its lines are as those of every check here: pass them on.
grep '^ok' "$scratch/out" | while IFS= read -r line; do ok "${line#ok }"; done
grep -A 12 '^FAILED' "$scratch/out" | while IFS= read -r line; do
    case $line in
    FAILED*) fail "${line#FAILED }" ;;
    ok*) ;;
    *) printf '    | %s\n' "$line" ;;
    esac
done
if ! grep -q '^ok' "$scratch/out"; then
    fail "tests/kit/clients/run.sh (status $status) shows nothing that works"
    show "$scratch/out" 30
elif [ "$status" -ne 0 ] && ! grep -q '^FAILED' "$scratch/out"; then
    fail "tests/kit/clients/run.sh ends with status $status"
    show "$scratch/out" 30
fi
finish
