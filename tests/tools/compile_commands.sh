#!/bin/sh
# Prints compile_commands.json for the whole project: how each file is compiled, for clangd and its kin.
#
#   sh tests/tools/compile_commands.sh COMPILER FLAG...

set -u
separator='['

# entry FILE FLAG...: one file of the project.
entry()
{
    file=$1
    shift
    printf '%s\n{"directory": "%s", "file": "%s", "arguments": [' "$separator" "$directory" "$file"
    for argument in "$@" -c "$file"; do
        printf '"%s", ' "$(quoted "$argument")"
    done
    printf '"-o", "/dev/null"]}'
    separator=','
}

quoted() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }

directory=$(quoted "$(pwd)")
set -- "$@" -Ichapters
for chapter in chapters/[0-9]*/; do
    chapter=$(basename "$chapter")
    set -- "$@" "-Ichapters/$chapter"
    for file in "chapters/$chapter"/*.c; do
        entry "$file" "$@"
    done
    for file in "solutions/$chapter"/*.c; do
        [ ! -f "$file" ] || entry "$file" "$@" -DSOLUTION
    done
    for file in "tests/$chapter"/*.c; do
        entry "$file" "$@" -Itests/harness
    done
done
for file in tests/harness/*.c; do
    entry "$file" "$@" -Itests/harness '-DSUITES=X(loop)' -DCHAPTER=03-select
done
printf '\n]\n'
