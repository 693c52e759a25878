#!/bin/sh
# make progress: your chapters, exercises and points, and what each was built on. What has changed since
# it was tested is tested again; what was never tested is said to be so.

set -u
unset CDPATH
sh tests/tools/build-dir.sh || exit
total=build/.progress-$$
trap 'rm -f "$total"' EXIT
: >"$total"

# The exercises of chapter $1 and all of its points, as the tests declare them: "3 14".
declared()
{
    sed -n 's/.*"[0-9][0-9]*\.[0-9][0-9]* [A-Za-z_0-9]*", *\([0-9][0-9]*\),.*/\1/p' "tests/$1"/check_*.c |
        awk '{ points += $1 } END { print NR, points + 0 }'
}

row() { printf '%-16s %-12s %-12s %s\n' "$@"; }

for chapter in chapters/[0-9]*/; do
    chapter=$(basename "$chapter")
    [ ! -e "build/results/$chapter.tsv" ] ||
        CHAPTER=$chapter EX='' WHO=mine IF_CHANGED=yes CHECK_QUIET=1 sh tests/tools/check.sh >/dev/null 2>&1
done

row chapter exercises points "built on"
for chapter in chapters/[0-9]*/; do
    chapter=$(basename "$chapter")
    results=build/results/$chapter.tsv
    all=$(declared "$chapter")
    if [ -s "$results" ]; then
        mine=$(awk -F '\t' '$3 == "passed" { n++ } { points += $4 } END { print n + 0, points + 0 }' "$results")
        note=$(cat "build/results/$chapter.base")
        note=${note:-nothing earlier}
    else
        mine='0 0'
        note="never tested"
        [ ! -e "$results" ] || note="cannot be tested: cd chapters/$chapter && make check says why"
    fi
    row "$chapter" "${mine% *} of ${all% *}" "${mine#* } of ${all#* }" "$note"
    echo "$mine $all" >>"$total"
done
all=$(awk '{ a += $1; b += $2; c += $3; d += $4 } END { print a " of " c "," b " of " d }' "$total")
row all "${all%,*}" "${all#*,}" ''
