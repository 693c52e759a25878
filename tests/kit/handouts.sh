#!/bin/sh
# A chapter's handout is its solution without the answers: what unifdef makes of solutions/NN/M.c is
# what chapters/NN/M.c holds. The sums of the contract headers are current. `make handout` brings both
# about, and it refuses to write over somebody's work.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need unifdef git make

for solution in solutions/[0-9]*/*.[ch]; do
    handout=chapters/${solution#solutions/}
    unifdef -USOLUTION "$solution" >"$scratch/made.c"
    if [ $? -gt 1 ]; then
        fail "$solution: unifdef cannot read it; an #ifdef SOLUTION without its #endif?"
    elif [ ! -f "$handout" ]; then
        fail "$handout is missing; run make handout"
    elif diff "$handout" "$scratch/made.c" >"$scratch/diff"; then
        ok "$handout is $solution without the answers"
    else
        fail "$handout is not what $solution makes; edit the solution, then run make handout"
        show "$scratch/diff"
    fi

    # Each exercise: reference, #else, one TODO, #endif; never nested.
    if awk '
        /^#ifn?def SOLUTION/ { if (open) bad("nested"); open = FNR; answer = /^#ifdef/; todos = 0; other = 0; next }
        /^#else/ && open { if (!answer) bad("#else in a block of the handout"); answer = 2; next }
        /^#endif/ && open {
            if (answer == 2 && (todos != 1 || other)) bad("between #else and #endif stands not one TODO alone")
            if (answer == 1) bad("an answer without a TODO")
            open = 0
            next
        }
        answer == 2 && open {
            if (/^(#define .*)? *TODO\("/) todos++; else if (!continued && !/^$/) other = 1
            continued = !/;$/ && !/^#define/
        }
        END { if (open) bad("not closed"); exit wrong }
        function bad(why) { print FILENAME ":" FNR ": " why; wrong = 1 }' "$solution" >"$scratch/bad"; then
        ok "$solution: its SOLUTION blocks are well formed"
    else
        fail "$solution: a SOLUTION block is not reference, #else, one TODO, #endif"
        show "$scratch/bad"
    fi
done

# A header with exercises in it is a learner's file.
for header in chapters/*/*.h chapters/todo.h; do
    [ -f "solutions/${header#chapters/}" ] || cksum "$header"
done | sort -k 3 >"$scratch/sums"
if [ ! -f tests/contracts.cksum ]; then
    fail "tests/contracts.cksum is missing; run make handout"
elif sort -k 3 tests/contracts.cksum | diff - "$scratch/sums" >"$scratch/diff"; then
    ok "tests/contracts.cksum: $(wc -l <"$scratch/sums") headers"
else
    fail "tests/contracts.cksum is not current; if the header was meant to change, run make handout"
    show "$scratch/diff"
fi

# make handout, in a copy that is a git checkout of its own.
copy_files "$scratch/copy"
cd "$scratch/copy" || exit 2
git init -q . && git add -A && git -c user.name=kit -c user.email=kit@localhost commit -qm copy
victim=chapters/01-callbacks/callbacks.c

if make -s handout >"$scratch/out" 2>&1 </dev/null && git diff --quiet; then
    ok "make handout changes nothing where nothing is to do"
else
    fail "make handout changes a clean checkout, or fails"
    git diff --stat >>"$scratch/out"
    show "$scratch/out"
fi

sed 's/    \/\* Makes ENDS/    \/* makes ENDS/; s/Exercise 1.1:/Exercise 1.1, changed:/' solutions/01-callbacks/callbacks.c >"$scratch/edited" &&
    cp "$scratch/edited" solutions/01-callbacks/callbacks.c
if make -s handout >"$scratch/out" 2>&1 </dev/null && grep -q 'Exercise 1.1, changed:' "$victim"; then
    ok "make handout brings an edited solution into its handout"
else
    fail "make handout does not bring an edited solution into its handout"
    show "$scratch/out"
fi
git checkout -q .

echo '/* my work */' >>"$victim"
cp "$victim" "$scratch/mine"
if make -s handout >"$scratch/out" 2>&1 </dev/null; then
    fail "make handout does not refuse where $victim holds uncommitted work"
elif ! cmp -s "$victim" "$scratch/mine"; then
    fail "make handout writes over uncommitted work in $victim"
elif ! grep -q "$victim" "$scratch/out"; then
    fail "make handout refuses, but does not name $victim"
    show "$scratch/out"
else
    ok "make handout refuses to write over uncommitted work, and names the file"
fi
cd "$root" || exit 2
finish
