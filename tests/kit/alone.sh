#!/bin/sh
# Every exercise can be solved alone: with only its answer in the handout, it passes and all the others
# are "not started". So nobody has to work in order, and no exercise's tests lean on another's answer.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make awk

# Each job works on a copy of its own.
# shellcheck disable=SC2317 # in_parallel calls it
alone_in() {
    chapter=$1
    copy=$(project "$chapter") || { fail "$chapter: no copy"; return; }
    cd "$copy" || return
    for solution in "solutions/$chapter"/*.[ch]; do
        [ -f "$solution" ] || continue
        learner=chapters/${solution#solutions/}
        cp "$learner" "$scratch/$chapter.handout"
        # shellcheck disable=SC2013 # words are meant
        for exercise in $(numbers "$learner"); do
            # Without the #line directives: a learner writes none.
            awk -v learner="$learner" -v reference="$solution" -v mode=only -v only="$exercise" \
                -f tests/tools/fill.awk "$solution" "$scratch/$chapter.handout" | grep -v '^#line\|^#pragma' >"$learner"
            if ! has_todo "$exercise" "$scratch/$chapter.handout" >/dev/null || has_todo "$exercise" "$learner" >/dev/null; then
                fail "$exercise: tests/tools/fill.awk did not put its answer into $learner"
                continue
            fi
            solved_alone "$exercise"
        done
        cp "$scratch/$chapter.handout" "$learner"
    done
}

# solved_alone EXERCISE: that one is solved, in the copy that is the current directory
# shellcheck disable=SC2317
solved_alone() {
    results_file=build/results/$chapter.tsv
    out=$scratch/$chapter.out
    rm -f "$results_file"
    within "$limit" make -C "chapters/$chapter" check >"$out" 2>&1
    if awk -F '\t' -v number="$1" '
        $3 == ($1 == number ? "passed" : "not-started") { good++ }
        $1 == number { itself = 1 }
        END { exit !(itself && good == NR) }' "$results_file" 2>/dev/null; then
        ok "$1 passes alone, $(wc -l <"$results_file") exercises looked at"
    else
        fail "$1, solved alone in the handout of $chapter, should pass, and all others be not started"
        cut -f 1-3 "$results_file" >"$out.results" 2>/dev/null
        cat "$out" >>"$out.results"
        show "$out.results" 40
    fi
    # Alone is also: asked for alone.
    if within "$limit" make -C "chapters/$chapter" check EX="$1" >"$out" 2>&1; then
        ok "$1 passes alone with EX=$1"
    else
        fail "$1, solved alone, does not pass with make check EX=$1"
        show "$out" 20
    fi
}

[ -n "${KIT_TEMPLATE:-}" ] || project unused >/dev/null
set --
for directory in solutions/[0-9]*/; do
    # The latest first: it has the most to do.
    set -- "$(basename "$directory")" "$@"
done
in_parallel alone_in "$@"
finish
