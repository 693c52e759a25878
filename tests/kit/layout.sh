#!/bin/sh
# Everything is where it is said to be: the entries of the top level, the files that each chapter has,
# the lengths that keep a file readable in one sitting.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
project_files >"$scratch/files"

# Visible entries only; dotfiles are free.
sed 's|/.*||' "$scratch/files" | grep -v '^[.]' | sort -u >"$scratch/top"
printf '%s\n' LICENSE Makefile README.md chapters docs solutions tests | sort >"$scratch/wanted"
if diff "$scratch/wanted" "$scratch/top" >"$scratch/diff"; then
    ok "the top level holds Makefile chapters solutions tests docs README.md, and LICENSE"
else
    fail "the top level should hold Makefile chapters solutions tests docs README.md LICENSE and nothing else (> is too much, < is missing)"
    show "$scratch/diff"
fi

for wanted in .gitignore .clang-format .editorconfig .clangd .devcontainer/devcontainer.json .vscode/tasks.json .ci/run; do
    if grep -qx "$wanted" "$scratch/files"; then ok "$wanted exists"; else fail "$wanted is missing"; fi
done

# One chapter's files. Its modules are those in solutions/.
chapter_is_whole() {
    missing=
    for file in "chapters/$1/Makefile" "chapters/$1/hints.md" "docs/$1.md"; do
        [ -f "$file" ] || missing="$missing $file"
    done
    for solution in "solutions/$1"/*.c; do
        module=$(basename "$solution" .c)
        [ -f "chapters/$1/$module.c" ] || missing="$missing chapters/$1/$module.c"
        # One without exercises is tested together with another.
        [ -f "tests/$1/check_$module.c" ] || [ -z "$(numbers "chapters/$1/$module.c")" ] ||
            missing="$missing tests/$1/check_$module.c"
        grep -Eq "^MODULES *:?=.*\\<$module\\>" "chapters/$1/Makefile" 2>/dev/null ||
            missing="$missing chapters/$1/Makefile:MODULES=$module"
    done
    # A contract lives here and nowhere else; a header that a learner writes has a solution, too.
    for file in "chapters/$1"/*.h; do
        copies=$(grep -c "/${file##*/}\$" "$scratch/files")
        [ ! -f "solutions/$1/${file##*/}" ] || copies=$((copies - 1))
        [ "$copies" -eq 1 ] || missing="$missing one-${file##*/}-instead-of-$copies"
    done
    if [ -z "$missing" ]; then ok "chapter $1 has all its files"; else fail "chapter $1 lacks$missing"; fi

    # A demo: any other .c file; the first ends up in the chapter's `make demo`.
    demos=0
    for file in "chapters/$1"/*.c; do
        [ ! -f "$file" ] || [ -f "solutions/$1/${file##*/}" ] || demos=$((demos + 1))
    done
    if [ "$demos" -gt 0 ]; then ok "chapter $1 has a demo"; else fail "chapter $1 has no demo in chapters/$1/"; fi

    # The modules and the headers that a learner writes, which are for practice only, and what all share.
    lines=$(grep -vc -e '^#' -e '^$' "chapters/$1/Makefile")
    if [ "$lines" -le 4 ]; then
        ok "chapters/$1/Makefile is short"
    else
        fail "chapters/$1/Makefile has $lines lines; what it needs belongs in chapters/chapter.mk"
    fi

    # Every exercise has a TODO, a test case, hints and points, under one number.
    numbers "chapters/$1"/*.[ch] | sort -V >"$scratch/todo"
    grep -ho 'exercise([a-z_]*, "[0-9]*[.][0-9]* [a-z_0-9]*"' "tests/$1"/check_*.c | sed 's/.*, "//; s/ .*//' | sort -V >"$scratch/tests"
    if [ ! -s "$scratch/todo" ]; then
        fail "chapters/$1 has no exercise"
    elif [ -n "$(uniq -d "$scratch/todo")" ]; then
        fail "chapters/$1: two exercises have one number: $(uniq -d "$scratch/todo")"
    elif cmp -s "$scratch/todo" "$scratch/tests"; then
        ok "chapter $1: $(wc -l <"$scratch/todo") exercises, each with tests"
    else
        fail "chapter $1: exercises in the handout (<) and in tests/$1 (>) differ"
        diff "$scratch/todo" "$scratch/tests" >"$scratch/diff"
        show "$scratch/diff"
    fi
    while read -r exercise; do
        if grep -q "^#.*$exercise" "chapters/$1/hints.md" 2>/dev/null; then
            ok "$exercise has hints"
        else
            fail "chapters/$1/hints.md has no section for $exercise"
        fi
    done <"$scratch/todo"
}

for directory in solutions/[0-9]*/; do
    chapter=$(basename "$directory")
    chapter_is_whole "$chapter"
done
for directory in chapters/[0-9]*/; do
    [ -d "solutions/${directory#chapters/}" ] || fail "$directory has no solutions/${directory#chapters/}"
done

# A file is read in one sitting.
long=0
looked=0
while IFS= read -r file; do
    case $file in
    solutions/*.[ch] | chapters/*.[ch] | tests/harness/*.[ch]) ;;
    *) continue ;;
    esac
    looked=$((looked + 1))
    lines=$(wc -l <"$file")
    if [ "$lines" -gt 500 ]; then
        fail "$file has $lines lines, more than 500: is it one idea?"
        long=$((long + 1))
    fi
done <"$scratch/files"
[ "$long" -gt 0 ] || [ "$looked" -eq 0 ] || ok "none of $looked files in solutions, chapters, tests/harness has more than 500 lines"
finish
