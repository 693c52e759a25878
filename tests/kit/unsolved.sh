#!/bin/sh
# A fresh handout: it compiles without a warning, every exercise of every chapter is "not started", in
# seconds, without a crash, and the status says that not everything passed. With gcc and with clang; and
# with the earlier chapters unsolved too (BASE=mine), where an exercise may say what it needs first.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make gcc clang

copy=$(project copy) || exit 2

# exercises NN-name: the numbers of its exercises
exercises() {
    numbers "$root"/chapters/"$1"/*.[ch]
}

# polite CHAPTER LABEL ALLOWED VARIABLE=VALUE...: a run of `make check` in CHAPTER
polite() {
    chapter=$1
    label=$2
    allowed=$3
    shift 3
    results_file=$copy/build/results/$chapter.tsv
    rm -f "$results_file"
    look_at_times "$scratch/times"
    before=$used
    within "$limit" make -C "$copy/chapters/$chapter" check "$@" >"$scratch/out" 2>&1
    status=$?
    look_at_times "$scratch/times"
    seconds=$((used - before))
    before=$(failed_so_far)

    [ "$status" -ne 0 ] || fail "$chapter, $label: make check ends with status 0 although nothing is solved"
    [ "$status" -ne 124 ] || fail "$chapter, $label: make check is not done after $limit seconds"
    for exercise in $(exercises "$chapter"); do
        got=$(awk -F '\t' -v number="$exercise" '$1 == number { print $3 }' "$results_file" 2>/dev/null)
        case " $allowed " in
        *" ${got:-nothing} "*) ;;
        *) fail "$chapter, $label: $exercise is reported as ${got:-nothing at all}, not as not-started" ;;
        esac
    done
    reported=$(awk 'END { print NR }' "$results_file" 2>/dev/null)
    if [ "${reported:-0}" -ne "$(exercises "$chapter" | wc -l)" ]; then
        fail "$chapter, $label: the results should have one line for each exercise"
        [ ! -f "$results_file" ] || show "$results_file" 20
    fi
    # The word signal: not signals.c, and not the name of an exercise.
    if grep -Ei 'warning:|error:|crash|(^|[^a-z_])signal([^a-z_]|$)|Sanitizer|leak|hang|killed|assert' "$scratch/out" >"$scratch/rude"; then
        fail "$chapter, $label: a fresh handout is met with more than \"not started\""
        show "$scratch/rude"
    fi
    grep -q '^tests: 0 passed, 0 failed' "$scratch/out" ||
        fail "$chapter, $label: the count should say that no test passed and none failed: $(grep '^tests:' "$scratch/out")"
    if [ "$(failed_so_far)" -eq "$before" ]; then
        ok "$chapter, $label: $(exercises "$chapter" | wc -l) exercises not started, $seconds s"
    else
        show "$scratch/out" 30
    fi
}

for directory in chapters/[0-9]*/; do
    chapter=$(basename "$directory")
    [ -n "$(exercises "$chapter")" ] || fail "$chapter: its handout has no TODO"
    for compiler in $compilers; do
        polite "$chapter" "$compiler" not-started CC="$compiler"
    done
    polite "$chapter" again not-started
    # Nothing was built that time, so this is what a learner waits for between two saves.
    [ "$seconds" -le 5 ] || fail "$chapter: a second make check takes $seconds s; it should be a matter of a second or two"
    polite "$chapter" "BASE=mine" "not-started needs" BASE=mine
done
finish
