#!/bin/sh
# make check, at the top: the tests of every chapter on the reference solutions. One line for each
# chapter; the whole report of one that fails.

set -u
unset CDPATH
[ -d solutions ] || {
    echo "this kit came without solutions/, so there is nothing to check here; cd chapters/01-callbacks && make check" >&2
    exit 1
}
sh tests/tools/setup.sh check || exit 1
sh tests/tools/build-dir.sh || exit
report=build/.report-$$
trap 'rm -f "$report"' EXIT

# The number before the word $1 in the last line of the report, "tests: 12 passed, 3 failed".
count()
{
    tail -n 1 "$report" | sed -n "s/^tests:.* \([0-9][0-9]*\) $1.*/\1/p"
}

passed=0
failed=0
for chapter in chapters/[0-9]*/; do
    chapter=$(basename "$chapter")
    CHAPTER=$chapter EX='' BASE='' WHO=reference VARIANT=check sh tests/tools/check.sh >"$report" 2>&1
    status=$?
    good=$(count passed)
    bad=$(count failed)
    passed=$((passed + ${good:-0}))
    failed=$((failed + ${bad:-0}))
    if [ $status -eq 0 ] && [ "${good:-0}" -gt 0 ] && [ "${bad:-1}" -eq 0 ]; then
        printf '%-16s %s\n' "$chapter" "$(tail -n 2 "$report" | head -n 1)"
    else
        printf '%s failed:\n' "$chapter"
        cat "$report"
        [ "${bad:-0}" -gt 0 ] || failed=$((failed + 1)) # it was not built, or ended early
    fi
done
echo "tests: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
