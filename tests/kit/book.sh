#!/bin/sh
# The book: it builds without a warning; no link in it leads nowhere, in the built site or in the plain
# Markdown; what tests and hints tell a learner to read is there; its code is code that compiles; its
# commands exist; its pages are as long as promised; the rules named for maintainers have tests.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need python3 doxygen dot make

# ask WHAT QUESTION ARGUMENT...: one question of book.py, of which no answer is the good one.
ask() {
    what=$1
    shift
    if ! python3 "$root/tests/kit/book.py" "$@" >"$scratch/answer" 2>"$scratch/looked" ||
        [ -s "$scratch/answer" ]; then
        fail "$what"
        cat "$scratch/looked" >>"$scratch/answer"
        show "$scratch/answer" 20
    elif [ "$(cat "$scratch/looked")" -eq 0 ]; then
        fail "$what: there was nothing to look at"
    else
        ok "$what: none in $(cat "$scratch/looked")"
    fi
}

project_files | grep '[.]md$' >"$scratch/pages"
# shellcheck disable=SC2046 # no page of this project has a blank in its name
ask 'links in the Markdown that lead nowhere' markdown $(cat "$scratch/pages")
ask 'snippets that are not there' snippets docs/*.md
# shellcheck disable=SC2046
ask 'C in a page that no compiler sees' code $(grep -v '/hints[.]md$' "$scratch/pages")

# ---- What a learner is told to read.

grep -ho 'exercise([a-z_]*, "[^"]*", *[0-9]*, *"[^"]*"' tests/[0-9]*/check_*.c >"$scratch/exercises"
# The declaration may go over two lines; then the number of exercises will not match this.
todos=$(numbers solutions/[0-9]*/*.[ch] | wc -l)
if [ "$(wc -l <"$scratch/exercises")" -ne "$todos" ]; then
    cat tests/[0-9]*/check_*.c | tr '\n' ' ' | tr -s ' ' | grep -o 'exercise([a-z_]*, "[^"]*", *[0-9]*, *"[^"]*"' >"$scratch/exercises"
fi
if [ "$(wc -l <"$scratch/exercises")" -ne "$todos" ]; then
    fail "found $(wc -l <"$scratch/exercises") exercise(...) in tests/*/check_*.c, but $todos exercises in solutions/"
fi
while IFS= read -r line; do
    title=$(echo "$line" | sed 's/^[^"]*"//; s/".*//')
    section=$(echo "$line" | sed 's/"$//; s/.*"//')
    chapter=${title%%.*}
    page=$(echo docs/*"$chapter"-[a-z]*.md | tr ' ' '\n' | grep "^docs/0*$chapter-" | head -n 1)
    if [ ! -f "$page" ]; then
        fail "$title: there is no page for chapter $chapter in docs/"
    elif python3 tests/kit/book.py headings "$page" 2>/dev/null | grep -Fqx "$section"; then
        ok "$title: $page has \"$section\""
    else
        fail "$title: $page has no heading \"$section\", which make check tells a learner to read"
    fi
done <"$scratch/exercises"

# ---- Length of the tutorials. Chapter 0 is a few minutes only.

for solution in solutions/[0-9]*/; do
    page=docs/$(basename "$solution").md
    [ "$page" = docs/00-hello.md ] && continue
    if [ ! -f "$page" ]; then
        fail "$page is missing"
        continue
    fi
    words=$(python3 tests/kit/book.py words "$page" 2>/dev/null)
    words=${words%% *}
    if [ "$words" -ge 1500 ] && [ "$words" -le 3000 ]; then
        ok "$page has $words words"
    else
        fail "$page has $words words of prose; a tutorial has 1,500 to 3,000"
    fi
done

# ---- Commands that a page shows: the target exists, at the top or in a chapter.

targets() {
    make -C "$1" -pRrqn : 2>/dev/null | sed -n 's/^\([A-Za-z][A-Za-z0-9_.-]*\):\([^=].*\)*$/\1/p' | sort -u
}
targets . >"$scratch/targets.top"
targets chapters/01-callbacks >"$scratch/targets.chapter"
# shellcheck disable=SC2046
python3 tests/kit/book.py commands $(cat "$scratch/pages") 2>/dev/null | sort -u >"$scratch/commands"
if ! grep -q '^README[.]md ' "$scratch/commands"; then
    fail "README.md shows no make command"
fi
while read -r page command; do
    wrong=
    # shellcheck disable=SC2086 # the words of a command
    set -- $command
    for word in "$@"; do
        case $word in
        make | *=* | -*) ;;
        *[!A-Za-z0-9_.-]*) ;; # an argument of something else: chapters/03-select of make -C
        *) grep -qx -- "$word" "$scratch/targets.top" "$scratch/targets.chapter" || wrong="$wrong $word" ;;
        esac
    done
    if [ -n "$wrong" ]; then
        fail "$page shows \"$command\", but there is no target$wrong"
    else
        ok "$page: $command"
    fi
done <"$scratch/commands"

# ---- The boxes, and the tables for maintainers: every test that they name exists.

ask 'tests named in boxes that do not exist' boxes docs/[0-9]*.md

if [ -f docs/maintainers.md ]; then
    # shellcheck disable=SC2046
    ask 'tests named in docs/maintainers.md that do not exist' names docs/maintainers.md \
        $(grep -ho 'START_TEST([a-z_0-9]*' tests/[0-9]*/check_*.c | sed 's/.*(//')
else
    fail "docs/maintainers.md is missing"
fi

# ---- The site.

copy_files "$scratch/copy"
if within 300 make -C "$scratch/copy" docs >"$scratch/out" 2>&1; then
    if grep -i 'warning' "$scratch/out" | grep -v '^sh \|^make' >"$scratch/warnings"; then
        fail "make docs warns"
        show "$scratch/warnings"
    else
        ok "make docs builds the book without a warning"
    fi
else
    fail "make docs fails"
    tail -n 12 "$scratch/out" >"$scratch/end"
    show "$scratch/end"
fi
index=$(find "$scratch/copy/build" -name index.html 2>/dev/null | head -n 1)
if [ -n "$index" ]; then
    site=$(dirname "$index")
    cd "$site" || exit 2
    ask 'links in the built book that lead nowhere' html .
    cd "$root" || exit 2
    for page in docs/*.md; do
        name=$(basename "$page" .md)
        if [ "$name" = index ] || grep -lqiE "(id|name)=\"[^\"]*(chapter-)?$name\"|$name" "$site"/*.html; then
            ok "$page is in the book"
        else
            fail "$page is not in the book"
        fi
    done
else
    fail "make docs left no index.html in build/"
fi
finish
