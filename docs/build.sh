#!/bin/sh
# Makes the book: build/docs/html/index.html. A warning is an error.
#
#   docs/build.sh             works from anywhere
#   docs/build.sh --refresh   first copies the code that the pages show anew from its files
#
# AWESOME_CSS_DIR says where doxygen-awesome-css is. Without it the book has Doxygen's own look.

set -eu
cd "$(dirname "$0")/.."

out=build/docs
css=${AWESOME_CSS_DIR:-/usr/share/doxygen-awesome-css}

die()
{
    echo "docs: $*" >&2
    exit 1
}

# The code that a page shows is the code that compiles: compares, or with --refresh copies.
check_snippets()
{
    for page in README.md docs/*.md; do
        awk -f docs/snippets.awk "$page" >"$out/fresh.md" || die "no such code"
        cmp -s "$page" "$out/fresh.md" && continue
        if [ "$1" = --refresh ]; then
            cat "$out/fresh.md" >"$page"
            echo "refreshed $page"
        else
            diff "$page" "$out/fresh.md" >&2 || :
            die "code in $page is not what its file has: run docs/build.sh --refresh"
        fi
    done
    rm -f "$out/fresh.md"
}

# Doxygen's own page header, whatever version this is, with our scripts in it.
make_header()
{
    doxygen -w html "$out/plain.html" "$out/footer.html" "$out/plain.css" >/dev/null
    awk '/<\/head>/ { while ((getline line < "docs/head.html") > 0) print line } { print }' \
        "$out/plain.html" >"$out/header.html"
    rm "$out/plain.html" "$out/footer.html" "$out/plain.css"
}

# Pictures scale with the page as images; Doxygen puts them in frames and objects of fixed size.
make_images()
{
    for page in "$out"/html/*.html; do
        sed -e 's|<iframe scrolling="no" frameborder="0" src="\(dot_[^"]*\)" width="\([0-9]*\)" height="[0-9]*">.*</iframe>|<img class="drawing" src="\1" width="\2" alt="A drawing; the text says what it shows."/>|' \
            -e 's|<img class="drawing" \(src="[^"]*" width="[67][0-9][0-9]"\)|<img class="drawing wide" \1|' \
            -e 's|<img class="drawing" \(src="[^"]*" width="[89][0-9][0-9]"\)|<img class="drawing widest" \1|' \
            -e 's|<img class="drawing" \(src="[^"]*" width="[0-9]\{4,\}"\)|<img class="drawing widest" \1|' \
            -e 's|<object type="image/svg+xml" data="\([^"]*\)"[^>]*></object>|<img src="\1" alt=""/>|' \
            "$page" >"$out/page.html"
        cmp -s "$page" "$out/page.html" || cat "$out/page.html" >"$page"
    done
    rm -f "$out/page.html"
}

command -v doxygen >/dev/null || die "doxygen is missing (package doxygen)"
command -v dot >/dev/null || die "dot is missing (package graphviz)"
rm -rf "$out"
mkdir -p "$out"

check_snippets "${1-}"

BOOK_HEADER='' BOOK_STYLES='' BOOK_SCRIPTS=''
if [ -f "$css/doxygen-awesome.css" ]; then
    make_header
    BOOK_HEADER=$out/header.html
    mkdir "$out/awesome"
    for style in '' -sidebar-only -sidebar-only-darkmode-toggle; do
        cp "$css/doxygen-awesome$style.css" "$out/awesome"
        BOOK_STYLES="$BOOK_STYLES $out/awesome/doxygen-awesome$style.css"
    done
    for script in darkmode-toggle fragment-copy-button paragraph-link interactive-toc; do
        cp "$css/doxygen-awesome-$script.js" "$out/awesome"
        BOOK_SCRIPTS="$BOOK_SCRIPTS $out/awesome/doxygen-awesome-$script.js"
    done
else
    echo "docs: no doxygen-awesome-css in $css (set AWESOME_CSS_DIR): the book gets Doxygen's own look"
fi
export BOOK_HEADER BOOK_STYLES BOOK_SCRIPTS

# Newer versions have a dark mode of their own; 1.9.4 does not know the tag.
{
    cat docs/Doxyfile
    if doxygen -g - | grep -q '^HTML_COLORSTYLE '; then
        echo 'HTML_COLORSTYLE = LIGHT'
    fi
} | doxygen - 2>"$out/warnings" || failed=yes
cat "$out/warnings" >&2
if [ "${failed-}" = yes ] || grep -Eq '(warning|error):' "$out/warnings"; then
    die "the book has warnings"
fi
make_images
echo "the book is in $out/html/index.html"
