# What every check on the kit begins with: `. "$(dirname "$0")/lib.sh"`. It goes to the project's root and
# gives each check
#
#   ok TEXT...        one thing that holds; a line "ok CHECK: TEXT"
#   fail TEXT...      one that does not; TEXT says why and what to do; a line "FAILED CHECK: TEXT"
#   show FILE         the first lines of FILE, indented, below a fail
#   need TOOL...      fails and stops the check if a tool is missing
#   project NAME      prints the path of a fresh copy of the project, built already
#   in_parallel FUNCTION WORD...   runs FUNCTION once for each word, $jobs at a time, and waits
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
root=$(pwd)

jobs=${KIT_JOBS:-2}       # how many things this check may do at a time
# shellcheck disable=SC2034 # for the checks
quick=${KIT_QUICK:-}      # not empty: fewer repetitions
# shellcheck disable=SC2034 # for the checks
limit=${KIT_LIMIT:-120}   # seconds that one command of a learner may take, builds included

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

# The template is one copy with everything built in it that several checks need. run.sh makes it
# once for all checks; a check that runs alone makes its own.
make_template() {
    copy_files "$1"
    for chapter in "$1"/chapters/[0-9]*/; do
        make -s -C "$chapter" check
        make -s -C "$chapter" check WHO=reference
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
