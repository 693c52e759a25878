# What the commands share: `. tests/tools/lib.sh`, in the root of the project.
#
# They are told in the environment: CHAPTER (a directory of chapters/), MAKE, and what the learner
# typed after the command: EX, WHO, BASE, CC and so on.
#
# shellcheck shell=sh

set -u
unset CDPATH
MAKE=${MAKE:-make}
EX=${EX:-}
WHO=${WHO:-mine}
BASE=${BASE:-}
VARIANT=${VARIANT:-check}

# die STATUS MESSAGE...: one line, and the end.
die()
{
    status=$1
    shift
    printf '%s\n' "$*" >&2
    exit "$status"
}

# need COMMAND...: installs what the command wants if it is missing, or says what to do.
need()
{
    sh tests/tools/setup.sh "$@" || exit 1
}

# The exercises of this chapter, one a line: "1.2 ready_run". The tests know them.
exercises()
{
    sed -n 's/.*"\([0-9][0-9]*\.[0-9][0-9]* [A-Za-z_0-9]*\)",.*/\1/p' "tests/$CHAPTER"/check_*.c | sort -t . -k 2n
}

# Ends with one line if EX is no exercise of this chapter.
check_exercise()
{
    [ -z "$EX" ] && return
    exercises | cut -d ' ' -f 1 | grep -Fqx -e "$EX" && return
    for other in chapters/[0-9]*/; do
        other=$(basename "$other")
        if (CHAPTER=$other && exercises 2>/dev/null) | cut -d ' ' -f 1 | grep -Fqx -e "$EX"; then
            die 2 "exercise $EX is in $other, and this is $CHAPTER: cd ../$other"
        fi
    done
    first=$(exercises | head -n 1) last=$(exercises | tail -n 1)
    range=${first%% *}
    [ "$first" = "$last" ] || range="$range to ${last%% *}"
    die 2 "no exercise $EX in $CHAPTER: it has $range"
}

# build GOAL [VARIABLE=VALUE...]: builds GOAL of build.mk for this chapter. On standard output comes
# what the goal prints, the path of the program as its last line. Make's own words about the failure
# of a command are left out: the command has spoken.
build()
{
    mkdir -p build 2>/dev/null && [ -w build ] ||
        die 1 "build/ cannot be written to: make the project's directory writable, or copy it to a place of your own"
    colour=
    [ -t 2 ] && [ -z "${NO_COLOR:-}" ] && colour=-fdiagnostics-color=always
    build_log=build/.log-$$
    $MAKE --no-print-directory -f tests/tools/build.mk CHAPTER="$CHAPTER" WHO="$WHO" BASE="$BASE" \
        VARIANT="$VARIANT" COLOUR="$colour" "$@" 2>"$build_log"
    build_status=$?
    sed -e '/^g*make[][0-9]*: \*\*\* \[.*\] [^ ]* [0-9]*$/d' "$build_log" >&2
    rm -f "$build_log"
    return $build_status
}
