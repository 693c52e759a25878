#!/bin/sh
# Prints the headers of the library, one a line: those of all modules, and those that they include.
# A header that only demos or exercises use is not the library's. One with macros that a learner writes
# (included as <yield.h>) is the reference's, as build.mk has made it in build/headers.

set -u

of_modules()
{
    for chapter in chapters/[0-9]*/; do
        case $chapter in
        chapters/00-*) continue ;;
        esac
        # shellcheck disable=SC2013 # the modules are words
        for module in $(sed -n 's/^MODULES *:*= *//p' "${chapter}Makefile"); do
            grep -q "^PRACTICE *:*=.*\<$module\>" "${chapter}Makefile" || of_header "$chapter$module.h"
        done
    done
}

# $1 itself, and what it includes from its own chapter. What is from earlier ones was printed before.
of_header()
{
    [ -f "$1" ] || return 0 # a module without a header of its own
    sed -n 's/^#include "\([^"]*\)".*/\1/p' "$1" | while IFS= read -r included; do
        [ ! -f "${1%/*}/$included" ] || echo "${1%/*}/$included"
    done
    sed -n 's/^#include <\([^>]*\)>.*/\1/p' "$1" | while IFS= read -r included; do
        [ ! -f "${1%/*}/$included" ] || echo "build/headers/${1#chapters/}" | sed "s|[^/]*\$|$included|"
    done
    echo "$1"
}

of_modules | awk '!seen[$0]++'
