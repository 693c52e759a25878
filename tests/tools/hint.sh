#!/bin/sh
# make hint: the next hint for an exercise, one at a time; EX=1.2, or else for the first that is not
# green. Which hints were shown is remembered in build/hints.

# shellcheck source=tests/tools/lib.sh
. tests/tools/lib.sh

check_exercise
hints=chapters/$CHAPTER/hints.md
results=build/results/$CHAPTER.tsv

if [ -z "$EX" ]; then
    IF_CHANGED=yes CHECK_QUIET=1 sh tests/tools/check.sh >/dev/null 2>&1 &&
        die 0 "every exercise of $CHAPTER is green: there is nothing left to hint at"
    [ -s "$results" ] || die 1 "your files cannot be tested yet: make check says why (and make hint EX=... needs no test)"
    EX=$(awk -F '\t' '$3 != "passed" { print $1; exit }' "$results")
fi

of=$(awk -v exercise="$EX" -v count=1 -f tests/tools/hints.awk "$hints" 2>/dev/null)
[ "${of:-0}" -gt 0 ] || die 1 "there are no hints for $EX; read its section in docs/$CHAPTER.md"

seen=build/hints/$CHAPTER-$EX
shown=$(cat "$seen" 2>/dev/null)
next=$((${shown:-0} + 1))
if [ "$next" -gt "$of" ]; then
    echo "$EX has no more hints: you have seen all $of (they stand in $hints)."
    echo "next: read docs/$CHAPTER.md   or compare with the reference: make solution EX=$EX"
    exit
fi

echo "$EX, hint $next of $of"
echo
awk -v exercise="$EX" -v wanted="$next" -f tests/tools/hints.awk "$hints"
echo
[ "$next" -eq "$of" ] || echo "Try it; then, if need be: make hint EX=$EX"
[ "$next" -ne "$of" ] || echo "That was the last one. The reference: make solution EX=$EX"
if ! { mkdir -p build/hints && echo "$next" >"$seen"; } 2>/dev/null; then
    echo "(build/ cannot be written to, so the same hint comes again next time)" >&2
fi
