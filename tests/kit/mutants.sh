#!/bin/sh
# The tests catch wrong answers. A mutant is one that a student would give: tests/mutants/NN-name/K.c,
# where K begins with the number of the exercise. It stands in the place of that exercise's TODO (where
# the exercise is a macro: of the whole #define), all else is the reference, and the exercise's own tests
# must fail, with the message in K.txt beside it. Every exercise has at least five.
#
#   sh tests/kit/mutants.sh                  all of them
#   sh tests/kit/mutants.sh 2.5 3.1-no-copy  those of one exercise, or one alone
#   sh tests/kit/mutants.sh --bless [...]    writes the messages that came into the K.txt files:
#                                            read the diff before you commit it
#
#   sh tests/kit/mutants.sh --others [...]   runs the tests of all exercises, and notes which earlier
#                                            ones fail because of a mutant: a learner would read of those
#                                            first. Sometimes that cannot be helped. Takes longer.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make awk timeout

bless=
others=
while :; do
    case ${1:-} in
    --bless) bless=yes ;;
    --others) others=yes ;;
    *) break ;;
    esac
    shift
done

# wanted MUTANT: was it asked for?
wanted() {
    name=$1
    shift
    [ $# -eq 0 ] && return 0
    for asked in "$@"; do
        case $name in
        "$asked" | "$asked"-*) return 0 ;;
        esac
    done
    return 1
}

# Makes sure that every exercise has its five, and every mutant an exercise.
mutants_are_there() {
    # shellcheck disable=SC2013 # words are meant
    for exercise in $(numbers "chapters/$1"/*.[ch]); do
        number=$(find "tests/mutants/$1" -name "$exercise-*.c" 2>/dev/null | wc -l)
        if [ "$number" -ge 5 ]; then
            ok "$exercise has $number mutants"
        else
            fail "$exercise has $number mutants in tests/mutants/$1; it should have five or more"
        fi
    done
    for file in "tests/mutants/$1"/*; do
        [ -f "$file" ] || continue
        name=$(basename "$file")
        case $name in
        *.c) head -n 1 "$file" | grep -q '^/[*] ' || fail "$file should begin with a comment: what the student thought" ;;
        *.txt) [ -f "${file%.txt}.c" ] || fail "$file belongs to no mutant; delete it" ;;
        *) fail "$file is neither a mutant nor a message" ;;
        esac
        has_todo "${name%%-*}" "chapters/$1"/*.[ch] >/dev/null || fail "$file: there is no exercise ${name%%-*} in $1"
    done
}

# The message in file $1, as far as it is the same in every run. Which number a descriptor gets depends on what
# was open when the tests were started.
comparable() {
    grep -v '^the call that runs: ' "$1" | sed '/^watched descriptors: /s/[0-9][0-9]*/N/g'
}

# What mutant $2 of chapter $1 came to.
judge() {
    exercise=${2%%-*}
    built=$copy/build/mutants/$1/$2
    golden=tests/mutants/$1/$2.txt
    if [ ! -f "$built.results" ]; then
        fail "$2 cannot be built, or its run leaves no results"
        show "$built.log" 2>/dev/null
        return
    fi
    status=$(awk -F '\t' -v number="$exercise" '$1 == number { print $3 }' "$built.results")
    if [ "$status" != failed ]; then
        fail "$2 is not caught: $exercise is ${status:-not reported}; add a test to tests/$1, or drop a mutant that is no mistake"
        return
    fi
    # In which moment a test that hangs is stopped is a matter of luck: between two calls, or in one. So is
    # where a stack is full.
    awk -v number="$exercise" '
        /^[0-9]+[.][0-9]+ [a-z_0-9]+$/ { mine = $1 == number; full = 0; next }
        /^the call that runs: / { next }
        /^stack-overflow: / { full = 1 }
        full && /^in / { next }
        mine' "$built.explain" >"$built.message"
    # An address would differ from run to run; a golden file with one would be a flake.
    if grep -Eq '0x[0-9a-f]{4,}' "$built.message"; then
        fail "$2: the message has an address in it"
        show "$built.message"
        return
    fi
    if [ -n "$bless" ]; then
        cp "$built.message" "$golden"
    fi
    if [ ! -s "$built.message" ]; then
        fail "$2 is caught without a word"
    elif [ ! -f "$golden" ]; then
        fail "$2 is caught, but $golden is missing; sh tests/kit/mutants.sh --bless $2 writes it"
        show "$built.message"
    elif comparable "$golden" >"$scratch/golden" && comparable "$built.message" | diff "$scratch/golden" - >"$scratch/diff"; then
        ok "$2: $(head -n 1 "$golden")"
    else
        fail "$2: the message is not the one in $golden (>); if it is better, sh tests/kit/mutants.sh --bless $2"
        show "$scratch/diff" 20
    fi
    awk -F '\t' -v number="$exercise" '$1 == number { exit } $3 == "failed" { printf " %s", $1 }' "$built.results" >"$built.earlier"
    [ ! -s "$built.earlier" ] || echo "note $check: $2 makes an earlier exercise fail too:$(cat "$built.earlier")"
}

copy=$(project copy) || exit 2
seen=0
for directory in solutions/[0-9]*/; do
    chapter=$(basename "$directory")
    [ $# -gt 0 ] || mutants_are_there "$chapter"
    set_of=
    for file in "tests/mutants/$chapter"/*.c; do
        name=$(basename "$file" .c)
        if [ -f "$file" ] && wanted "$name" "$@"; then set_of="$set_of $name"; fi
    done
    [ -n "$set_of" ] || continue
    # More at a time than there are cores: a mutant that hangs takes none.
    make -C "$copy" -f tests/kit/mutants.mk -j"$((jobs * 3))" -k CHAPTER="$chapter" MUTANTS="$set_of" OTHERS="$others" all >"$scratch/make.log" 2>&1 </dev/null
    for name in $set_of; do
        judge "$chapter" "$name"
        seen=$((seen + 1))
    done
done
if [ "$seen" -eq 0 ]; then
    fail "no mutant was tried"
    [ ! -s "$scratch/make.log" ] || show "$scratch/make.log"
fi
finish
