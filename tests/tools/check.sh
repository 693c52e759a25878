#!/bin/sh
# make check: builds the tests of this chapter and runs them; EX=1.2 for one exercise. The results of
# a run of all exercises on the learner's files are kept in build/results, for `make progress`.

# shellcheck source=tests/tools/lib.sh
. tests/tools/lib.sh

need check
check_exercise
sh tests/tools/contracts.sh || exit 1

results=build/results/$CHAPTER.tsv
if ! program=$(built program); then
    [ "$WHO" = mine ] && rm -f "$results"
    exit 1
fi
base=$(cat "$program.base")

# A part of the tests says nothing about the chapter.
if [ -n "$EX${CK_RUN_CASE:-}${CK_RUN_SUITE:-}" ] || [ "$WHO" != mine ]; then
    CHECK_BASE=$base exec "$program" "$EX"
fi
if [ -n "${IF_CHANGED:-}" ] && [ -n "$(find "$results" -newer "$program" 2>/dev/null)" ]; then
    ! cut -f 3 "$results" | grep -qvx passed
    exit
fi

mkdir -p build/results
asked=${CHECK_RESULTS:-} # whoever calls this may want the results elsewhere, too
CHECK_BASE=$base CHECK_RESULTS=$results.new "$program"
status=$?
if [ $status -le 1 ] && [ -s "$results.new" ]; then
    [ -z "$asked" ] || cp "$results.new" "$asked"
    printf '%s\n' "$base" >"build/results/$CHAPTER.base"
    mv "$results.new" "$results"
fi
exit $status
