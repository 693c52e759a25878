#!/bin/sh
# make check: builds the tests of this chapter and runs them; EX=1.2 for one exercise. The results of
# a run of all exercises on the learner's files are kept in build/results, for `make progress`.

# shellcheck source=tests/tools/lib.sh
. tests/tools/lib.sh

need check
check_exercise
need_handout

results=build/results/$CHAPTER.tsv
fresh=build/results/.$CHAPTER-$$
mkdir -p build/results 2>/dev/null
if ! program=$(built program); then
    [ "$WHO" != mine ] || { true >"$results"; } 2>/dev/null # tested, and nothing came of it
    exit 2
fi
if [ -n "${IF_CHANGED:-}" ] && [ -s "$results" ] && [ -n "$(find "$results" -newer "$program" 2>/dev/null)" ]; then
    ! cut -f 3 "$results" | grep -qvx passed
    exit
fi

base=$(cat "$program.base")
asked=${CHECK_RESULTS:-} # whoever calls this may want the results, too
CHECK_BASE=$base CHECK_RESULTS=$fresh "$program" "$EX"
status=$?

# Only a program that has written its results has run its tests to the end, whatever its status says.
if [ ! -s "$fresh" ]; then
    rm -f "$fresh"
    [ $status -eq 2 ] || die 2 "the test program ended before its tests did: does your code call exit(), or run before main()?"
    exit 2
fi
[ -z "$asked" ] || cp "$fresh" "$asked"
# A part of the tests, or tests of the reference, say nothing about the learner's chapter.
if [ -z "$EX${CK_RUN_CASE:-}${CK_RUN_SUITE:-}" ] && [ "$WHO" = mine ]; then
    printf '%s\n' "$base" >"build/results/$CHAPTER.base"
    mv "$fresh" "$results"
fi
rm -f "$fresh"
exit $status
