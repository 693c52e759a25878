# What the commands share: `. tests/tools/lib.sh`, in the root of the project.
#
# They are told in the environment: CHAPTER (a directory of chapters/), MAKE, and what the learner
# typed after the command: EX, WHO, BASE, CC and so on. Their exit status is 1 if tests failed, 2 if it
# did not come to that.
#
# shellcheck shell=sh

set -u
unset CDPATH
MAKE=${MAKE:-make}
EX=${EX:-}
WHO=${WHO:-mine}
BASE=${BASE:-}
VARIANT=${VARIANT:-check}
# The learner's files: modules, by their bare names, and headers with macros to write, as yield.h.
MODULES=$(sed -n -e 's/^MODULES *:*= *//p' -e 's/^HEADERS *:*= *//p' "chapters/$CHAPTER/Makefile" | tr '\n' ' ')

case $WHO in
mine | reference | passing) ;;
*)
    echo "WHO is mine or reference, not $WHO" >&2
    exit 2
    ;;
esac
case $BASE in
'' | mine | reference) ;;
*)
    echo "BASE is mine or reference, not $BASE" >&2
    exit 2
    ;;
esac

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
    sh tests/tools/setup.sh "$@" || exit 2
}

# Ends with one line if something is not as it was handed out that has to be: contracts, files.
need_handout()
{
    sh tests/tools/contracts.sh || exit 2
    [ "$WHO" != reference ] || return 0
    for module in $MODULES; do
        file=$(learners_file "$module")
        [ -f "$file" ] || die 2 "$file is gone: make reset gives you a fresh one, git checkout -- $file the last that you committed"
    done
}

# The exercises of chapter $1, one a line: "1.2 ready_run". The tests know them.
exercises()
{
    sed -n 's/.*"\([0-9][0-9]*\.[0-9][0-9]* [A-Za-z_0-9]*\)",.*/\1/p' "tests/$1"/check_*.c 2>/dev/null | sort -t . -k 2n
}

# True if chapter $1 has exercise $2.
has_exercise()
{
    exercises "$1" | cut -d ' ' -f 1 | grep -Fqx -e "$2"
}

# Ends with one line if EX is no exercise of this chapter.
check_exercise()
{
    [ -z "$EX" ] && return
    has_exercise "$CHAPTER" "$EX" && return
    for other in chapters/[0-9]*/; do
        other=$(basename "$other")
        ! has_exercise "$other" "$EX" || die 2 "exercise $EX is in $other, and this is $CHAPTER: cd ../$other"
    done
    first=$(exercises "$CHAPTER" | head -n 1) last=$(exercises "$CHAPTER" | tail -n 1)
    range=${first%% *}
    [ "$first" = "$last" ] || range="$range to ${last%% *}"
    die 2 "no exercise $EX in $CHAPTER: it has $range"
}

# build GOAL [VARIABLE=VALUE...]: builds GOAL of build.mk for this chapter. On standard output comes
# what the goal prints, the path of the program as its last line. Make's own words about the failure
# of a command are left out: the command has spoken.
build()
{
    sh tests/tools/build-dir.sh || return
    case $WHO$BASE in
    *reference*) need_solutions "there is no reference to build on" ;;
    esac
    colour=
    [ -t 2 ] && [ -z "${NO_COLOR:-}" ] && colour=-fdiagnostics-color=always
    build_log=build/.log-$$
    $MAKE --no-print-directory -f tests/tools/build.mk CHAPTER="$CHAPTER" WHO="$WHO" BASE="$BASE" \
        VARIANT="$VARIANT" COLOUR="$colour" "$@" 2>"$build_log"
    build_status=$?
    sed -e '/^g*make[][0-9]*: \*\*\* \[.*\] [^ ]* [0-9]*$/d' -e '/^g*make[][0-9]*: \*\*\* Deleting file/d' \
        -e '/^tests.tools.build.mk:[0-9]*: build.*No such file/d' "$build_log" >&2
    rm -f "$build_log"
    return $build_status
}

# The program that `build GOAL` has built: the last line that it printed.
built()
{
    built_output=$(build "$@")
    built_status=$?
    [ -z "${V:-}" ] || printf '%s\n' "$built_output" >&2
    [ $built_status -eq 0 ] || return 1
    printf '%s\n' "$built_output" | tail -n 1
}

# The learner's and the reference's file of module $1, and what the learner was handed out.
learners_file() { echo "chapters/$CHAPTER/$(file_of "$1")"; }
reference_file() { echo "solutions/$CHAPTER/$(file_of "$1")"; }
file_of()
{
    case $1 in
    *.h) echo "$1" ;;
    *) echo "$1.c" ;;
    esac
}
handout_text() { awk -v keep=0 -f tests/tools/unifdef.awk "$(reference_file "$1")"; }
reference_text() { awk -v keep=1 -f tests/tools/unifdef.awk "$(reference_file "$1")"; }

need_solutions()
{
    [ -d "solutions/$CHAPTER" ] || die 1 "this kit came without solutions/: $1"
}

# Goes on only after a yes. YES=1 says it in advance.
ask()
{
    [ -z "${YES:-}" ] || return 0
    printf '%s [y/N] ' "$1" >&2
    read -r reply || reply='no answer'
    case $reply in
    y | Y | yes | Yes) ;;
    'no answer') die 1 "
nothing done, for nobody answered. To say yes in advance, add YES=1" ;;
    *) die 1 "nothing done" ;;
    esac
}
