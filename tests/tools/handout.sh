#!/bin/sh
# make handout: makes the learners' files from the solutions, and the list of the contract headers.
#
# It refuses to write over anything that git does not have, unless the last run of this script wrote
# it: that may be a learner's work. FORCE=1 writes all the same.

set -u
unset CDPATH
made=build/handout

# True if nobody's work is lost when $1 is overwritten.
replaceable()
{
    [ ! -e "$1" ] && return
    [ -n "${FORCE:-}" ] && return
    cmp -s "$1" "$made/$1" && return
    git ls-files --error-unmatch "$1" >/dev/null 2>&1 && git diff --quiet HEAD -- "$1" 2>/dev/null
}

# The handout of $1, a file of solutions/. unifdef answers 1 when it has changed something.
handout_of()
{
    if command -v unifdef >/dev/null 2>&1; then
        unifdef -USOLUTION "$1"
        [ $? -le 1 ]
    else
        awk -v keep=0 -f tests/tools/unifdef.awk "$1"
    fi
}

if [ ! -d solutions ]; then
    echo "this kit came without solutions/, and handouts are made from them" >&2
    exit 1
fi
refused=0
for solution in solutions/*/*.[ch]; do
    target=chapters/${solution#solutions/}
    fresh=$made/$target.new
    mkdir -p "$(dirname "$fresh")"
    handout_of "$solution" >"$fresh" || exit 1
    if cmp -s "$fresh" "$target"; then
        :
    elif replaceable "$target"; then
        cat "$fresh" >"$target"
        echo "$target: made anew"
    else
        echo "$target: left alone, for it holds work that is not committed; FORCE=1 overwrites it" >&2
        refused=1
        rm "$fresh"
        continue
    fi
    mv "$fresh" "$made/$target"
done

# A header that has a solution is a learner's file, and no contract.
for header in chapters/todo.h chapters/*/*.h; do
    [ -e "solutions/${header#chapters/}" ] || cksum "$header"
done >"$made/contracts"
if ! cmp -s "$made/contracts" tests/contracts.cksum; then
    cp "$made/contracts" tests/contracts.cksum
    echo "tests/contracts.cksum: made anew, for a contract has changed"
fi
exit $refused
