# What every check on the kit begins with: `. "$(dirname "$0")/lib.sh"`. It goes to the project's root and
# gives each check
#
#   ok TEXT...        one thing that holds; a line "ok CHECK: TEXT"
#   fail TEXT...      one that does not; TEXT says why and what to do; a line "FAILED CHECK: TEXT"
#   show FILE         the first lines of FILE, indented, below a fail
#   need TOOL...      fails and stops the check if a tool is missing
#   project NAME      prints the path of a fresh copy of the project, built already
#   in_parallel FUNCTION WORD...   runs FUNCTION once for each word, $jobs at a time, and waits
#   look_at_times FILE   the processor time of all commands so far, in `used`
#   try, says, silent, numbers, has_todo, put_back, solve, answer, without_tool    see below
#   $gcc $clang $compilers   the two, and both
#   finish            the count, and the exit status: 1 unless something passed and nothing failed
#
# $scratch is a directory that goes away when the check ends. Nothing is ever built, edited or run
# in the checkout itself: a check that breaks things breaks a copy.
#
# A check that dies before `finish` has failed, whatever it printed until then.
#
# shellcheck shell=sh

set -u
LC_ALL=C
export LC_ALL
unset CDPATH MAKEFLAGS MAKELEVEL MFLAGS MAKEOVERRIDES EX BASE WHO CC CFLAGS CPPFLAGS LDFLAGS
unset CK_RUN_CASE CK_RUN_SUITE CK_FORK CK_VERBOSITY CK_TAP_LOG_FILE_NAME CK_XML_LOG_FILE_NAME
unset CHECK_BASE CHECK_RESULTS CHECK_EXPLAIN CHECK_QUIET CHECK_SLOW NO_COLOR

check=${0##*/}
check=${check%.sh}
cd "$(dirname "$0")/../.." || exit 2
root=$(pwd -P)

jobs=${KIT_JOBS:-2}       # how many things this check may do at a time
# shellcheck disable=SC2034 # for the checks
quick=${KIT_QUICK:-}      # not empty: fewer repetitions
# shellcheck disable=SC2034 # for the checks
limit=${KIT_LIMIT:-300}   # seconds that one command of a learner may take, builds included

scratch=$(mktemp -d "${TMPDIR:-/tmp}/check-kit.XXXXXX") || exit 2
results=$scratch/.results
: >"$results"
finished=

# Leaves nothing behind, and lets no check pass that did not come to its end.
ended() {
    status=$?
    if [ -z "$finished" ]; then
        echo "FAILED $check: it stopped before its end (status $status); run it alone: sh tests/kit/$check.sh"
        status=1
    fi
    chmod -R u+w "$scratch" 2>/dev/null
    rm -rf "$scratch"
    exit "$status"
}
trap ended EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

ok() {
    echo ok >>"$results"
    printf 'ok %s: %s\n' "$check" "$*"
}

fail() {
    echo FAILED >>"$results"
    printf 'FAILED %s: %s\n' "$check" "$*"
}

show() {
    head -n "${2:-12}" -- "$1" | sed 's/^/    | /'
}

# True as long as nothing has failed since `failures=$(failed_so_far)`.
failed_so_far() {
    grep -c '^FAILED' "$results"
}

finish() {
    passed=$(grep -c '^ok' "$results")
    failed=$(grep -c '^FAILED' "$results")
    if [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then
        echo "FAILED $check: it found nothing to check"
        failed=1
    fi
    finished=yes
    # run.sh counts for all checks together.
    [ -n "${KIT_RUN:-}" ] || echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

need() {
    for tool in "$@"; do
        if ! command -v "$tool" >/dev/null 2>&1; then
            fail "$tool is missing; install what the kit's checks need: sh tests/tools/setup.sh maintainer"
            finish
        fi
    done
}

# Runs COMMAND, which has $1 seconds; its status is 124 if they were not enough.
within() {
    seconds=$1
    shift
    timeout -k 5 "$seconds" "$@" </dev/null
}

# Every file of the project as it stands in the working tree, tracked or new, but nothing that git
# ignores. Without git: everything but the build directory.
project_files() {
    if git rev-parse --git-dir >/dev/null 2>&1 && [ "$(git rev-parse --show-toplevel)" = "$root" ]; then
        git ls-files --cached --others --exclude-standard | while IFS= read -r file; do
            [ -e "$file" ] && printf '%s\n' "$file"
        done
    else
        find . -path ./build -prune -o -path ./.git -prune -o -type f -print | sed 's|^\./||'
    fi
}

# Puts a copy of the project's files, without build and without .git, into directory $1.
copy_files() {
    mkdir -p "$1" && project_files >"$scratch/.files" && tar -cf - -T "$scratch/.files" | tar -xf - -C "$1"
}

# gcc and clang; the one of them that cc is goes by that name, for the template was built by cc: then nothing
# has to be built again for it.
gcc=gcc
clang=clang
case $(cc --version 2>/dev/null) in
*clang*) clang=cc ;;
?*) gcc=cc ;;
esac
# shellcheck disable=SC2034 # for the checks
compilers="$gcc $clang"

# The template is one copy with everything built in it that several checks need. run.sh makes it
# once for all checks; a check that runs alone makes its own.
make_template() {
    copy_files "$1"
    for chapter in "$1"/chapters/[0-9]*/; do
        make -s -j2 -C "$chapter" check
        make -s -j2 -C "$chapter" check WHO=reference
    done >"$1.log" 2>&1
    :
}

project() {
    if [ -z "${KIT_TEMPLATE:-}" ]; then
        KIT_TEMPLATE=$scratch/.template
        [ -d "$KIT_TEMPLATE" ] || make_template "$KIT_TEMPLATE"
    fi
    cp -Rp "$KIT_TEMPLATE" "$scratch/$1" && printf '%s\n' "$scratch/$1"
}

in_parallel() {
    function=$1
    shift
    started=0
    : >"$scratch/.done"
    for word in "$@"; do
        while [ $((started - $(wc -l <"$scratch/.done"))) -ge "$jobs" ]; do
            sleep 0.05
        done
        (
            trap - EXIT
            trap 'echo >>"$scratch/.done"' EXIT
            "$function" "$word"
        ) &
        started=$((started + 1))
    done
    wait
}

# Sets `used` to the processor time of all commands so far, in seconds: what else the machine does must not
# count. In a subshell it begins anew. FILE is scratch paper: `times` tells only the shell that it is called in.
look_at_times() {
    times >"$1"
    # shellcheck disable=SC2034 # for the checks
    used=$(awk 'NR == 2 { for (i = 1; i <= 2; i++) { split($i, part, /[ms]/); sum += part[1] * 60 + part[2] } printf "%d", sum + 0.5 }' "$1")
}

# ---- A learner at work, in the copy that is the current directory ----------------------------------

out=$scratch/out

# try WHAT STATUS COMMAND...: a command that has to end with STATUS (0, or 1 for anything else) within
# $limit seconds. What it prints is in $out. Prints nothing if all is well: `says` will.
try() {
    what=$1
    wanted=$2
    shift 2
    within "$limit" "$@" >"$out" 2>&1
    status=$?
    if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then
        fail "$what: not done after $limit s: $*"
        show "$out"
    elif [ "$wanted" -eq 0 ] && [ "$status" -ne 0 ]; then
        fail "$what: $* should end with status 0, not $status"
        show "$out" 20
    elif [ "$wanted" -ne 0 ] && [ "$status" -eq 0 ]; then
        fail "$what: $* should not end with status 0"
        show "$out" 20
    fi
}

# says TEXT PATTERN: $out has a line that matches PATTERN, an extended regular expression.
says() {
    if grep -Eq -- "$2" "$out"; then
        ok "$what: $1"
    else
        fail "$what: $1; there is no line that matches $2 in"
        show "$out" 30
    fi
}

# silent TEXT PATTERN: $out has none.
silent() {
    if grep -E -- "$2" "$out" >"$out.hits"; then
        fail "$what: $1; but it prints"
        show "$out.hits"
    else
        ok "$what: $1"
    fi
}

# At most $1 lines, for a learner reads no wall.
short() {
    lines=$(wc -l <"$out")
    if [ "$lines" -le "$1" ]; then
        ok "$what: $lines lines"
    else
        fail "$what: $lines lines, more than $1"
        show "$out" 40
    fi
}

# numbers FILE...: the exercises that are open in these files. One is a statement, TODO("2.3", ...);
# or, in a header, a macro: #define NAME(...) TODO("4.2", ...)
numbers() {
    sed -n 's/^\(#define .*\)\{0,1\} *TODO("\([0-9]*[.][0-9]*\)".*/\2/p' "$@"
}

# has_todo EXERCISE FILE...: prints the files in which it is open.
has_todo() {
    number=$1
    shift
    grep -El "^(#define .*)? *TODO\\(\"$number\"" "$@"
}

# put_back CHAPTER: the learner's files are fresh again.
put_back() {
    for module in "solutions/$1"/*.[ch]; do
        cp "$root/chapters/${module#solutions/}" "chapters/${module#solutions/}"
    done
}

# solve CHAPTER [EXERCISE...]: puts the right answers to these exercises, or to all, into fresh files.
solve() {
    for module in "$root/solutions/$1"/*.[ch]; do
        file=chapters/$1/${module##*/}
        answers=$*
        [ $# -gt 1 ] || answers=$(numbers "$root/$file" | tr '\n' ' ')
        awk -v learner="$file" -v reference="solutions/${file#chapters/}" -v mode=only -v only="$answers" \
            -f "$root/tests/tools/fill.awk" "$module" "$root/$file" | grep -v '^#line\|^#pragma' >"$file"
    done
}

# answer CHAPTER EXERCISE <CODE: puts CODE in the place of the TODO of one exercise.
answer() {
    file=$(has_todo "$2" "chapters/$1"/*.[ch]) || fail "there is no TODO of $2 in chapters/$1"
    cat >"$scratch/code"
    awk -v todo="TODO(\"$2\"" -v code="$scratch/code" '
        index($0, todo) { while ((getline line < code) > 0) print line; gone = 1 }
        !gone
        gone && (/;$/ || /^#define/) { gone = 0 }' "$file" >"$scratch/answered"
    cat "$scratch/answered" >"$file"
}

# Prints a PATH on which every command is found but these.
without_tool() {
    # A name of its own, for a shell remembers where it found things.
    bin=$scratch/without-$1
    if [ ! -d "$bin" ]; then
        mkdir "$bin"
        echo "$PATH" | tr ':' '\n' | while IFS= read -r directory; do
            [ -d "$directory" ] && find "$directory" -maxdepth 1 ! -type d
        done | awk -F / '!seen[$NF]++' | tr '\n' '\0' | xargs -0 ln -s -t "$bin"
    fi
    for tool in "$@"; do
        rm -f "$bin/$tool"
    done
    printf '%s\n' "$bin"
}
