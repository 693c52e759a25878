#!/bin/sh
# The learner's commands, as a learner gives them, in a chapter and at the top: what they print, what
# they keep, what they ask first. Wrong uses are in badinput.sh.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make awk timeout

copy=$(project copy) || exit 2
cd "$copy" || exit 2
one=chapters/01-callbacks
two=chapters/02-timers
three=chapters/03-select
handout=$root/$one/callbacks.c

# ---- Beginning ------------------------------------------------------------------------------------

try "make" 0 make
says "lists the learner's commands" 'make start'
says "lists the instructor's or maintainer's commands" 'make check-kit'
says "lists make install" 'make install'
says "lists make fuzz" 'make fuzz'

try "make start" 0 make start
says "ends with an exercise that is not done" '· 0\.1 hello'
says "says what to do" 'chapters/00-hello.*hello\.c|hello\.c.*editor'
says "says what to run then" 'cd chapters/00-hello && make check'
sed -i.bak 's|^\( *\)// return|\1return|' chapters/00-hello/hello.c
try "chapter 00 with its line uncommented" 0 make -C chapters/00-hello check
says "is green" '✓ 0\.1 hello'
says "all points" '1 of 1 exercise'
try "make start, done" 0 make start
says "sends on to chapter 01" 'chapters/01-callbacks'

look_at_times "$scratch/times"
before=$used
try "make check at the top" 0 make check
look_at_times "$scratch/times"
used=$((used - before))
says "counts" '^tests: [1-9][0-9]* passed, 0 failed$'
# A minute, on the smallest machine that has two cores.
if [ "$used" -lt 120 ]; then ok "make check at the top: $used s of processor time once built"; else fail "make check at the top takes $used s of processor time once built"; fi

# ---- make check -----------------------------------------------------------------------------------

try "make check, nothing solved" 1 make -C $one check
says "has the header line" '^01 callbacks · building on: nothing earlier$'
says "a line for an exercise" '^  · 1\.2 ready_run  +not started$'
says "the next step" 'next: make hint EX=1\.1 +or read docs/01-callbacks\.md, "'
says "the sums" '^0 of 3 exercises, 0 of 14 points$'
try "make alone in a chapter" 1 make -C $one
says "is make check" '^0 of 3 exercises'

solve 01-callbacks 1.1
try "make check EX=1.1, solved" 0 make -C $one check EX=1.1
says "tests that one alone" '^1 of 1 exercise, 4 of 4 points$'
silent "says nothing of others" '1\.2 ready_run'
try "make check, one solved" 1 make -C $one check
says "passed" '✓ 1\.1 ready_push +[0-9]+ tests +4 points$'
says "the sums" '^1 of 3 exercises, 4 of 14 points$'
try "make check EX=1.2, not solved" 1 make -C $one check EX=1.2
says "not started" '1\.2 ready_run +not started$'

# A wrong answer: only the first failure is explained.
put_back 01-callbacks
answer 01-callbacks 1.1 <<'END'
    handle->next = handle->prev = &queue->ready;
    queue->ready.next = queue->ready.prev = handle;
END
answer 01-callbacks 1.3 <<'END'
    handle->cancelled = true;
END
try "make check, two wrong" 1 make -C $one check
says "says how many tests passed" '✗ 1\.1 ready_push +[0-9]+ of [0-9]+ tests passed +0 of 4$'
says "what was expected, what came, and where it stands" 'expected .*tests/01-callbacks/check_callbacks\.c:[0-9]+$'
if [ "$(grep -c 'next: make hint' "$out")" -eq 1 ]; then
    ok "$what: explains the first failure only"
else
    fail "$what: explains more or less than one failure"
    show "$out" 30
fi

# printf is a learner's debugger.
answer 01-callbacks 1.2 <<'END'
    printf("here I am: %d\n", queue != NULL);
    handle_run(queue, queue->ready.next);
    return 0;
END
sed -i.bak '1,/^#include/s/^#include/#include <stdio.h>\n#include/' $one/callbacks.c
try "make check EX=1.2 with a printf" 1 make -C $one check EX=1.2
says "shows what was printed" '\| here I am: 1'
put_back 01-callbacks

# ---- make hint ------------------------------------------------------------------------------------

number=1
total=
: >"$scratch/hints"
while [ "$number" -le 9 ]; do
    within 60 make -s -C $one hint EX=1.2 >"$out" 2>&1
    total=$(sed -n "s/^1\.2, hint $number of \([0-9]*\)\$/\1/p" "$out")
    [ -n "$total" ] || break
    if grep -Fxq -f "$out" "$scratch/hints" && sed '1,2d' "$out" | head -n 1 | grep -Fxqf - "$scratch/hints"; then
        fail "make hint EX=1.2: hint $number was shown before"
    fi
    sed '1,2d' "$out" | head -n 1 >>"$scratch/hints"
    cp "$out" "$scratch/last"
    number=$((number + 1))
done
what="make hint EX=1.2"
if [ "$number" -gt 2 ] && [ "$(sort -u "$scratch/hints" | wc -l)" -eq $((number - 1)) ]; then
    ok "$what: $((number - 1)) hints, one at a time, each another"
else
    fail "$what: it should give two hints or more, one at a time: hint $number is"
    show "$out"
fi
says "says that there are no more, and what is left to do" 'no more hints'
says "offers the reference" 'make solution EX=1\.2'
solve 01-callbacks 1.1
try "make hint" 0 make -C $one hint
says "is about the first exercise that is not green" '1\.2'
solve 01-callbacks
try "make hint, all green" 0 make -C $one hint
says "there is nothing left" 'green|nothing'
put_back 01-callbacks

# ---- make solution --------------------------------------------------------------------------------

# Nobody answers (end of file): nothing is shown.
try "make solution, nobody answers" 1 make -C $one solution EX=1.1
silent "shows nothing" 'ends->prev = handle'
says "asks" '\[y/N\]'
what="make solution EX=1.1, no"
echo n | make -C $one solution EX=1.1 >"$out" 2>&1
silent "shows nothing" 'ends->prev = handle'
what="make solution EX=1.1, yes"
echo y | make -C $one solution EX=1.1 >"$out" 2>&1
says "shows the reference" 'ends->prev = handle'
says "beside yours" 'TODO\("1\.1"'
silent "shows no other exercise" 'TODO\("1\.2"|while \(batch'
what="make solution, yes"
echo y | make -C $one solution >"$out" 2>&1
says "shows all of it" 'while \(batch'

# ---- make reset -----------------------------------------------------------------------------------

try "make reset, nothing to reset" 0 make -C $one reset YES=1
echo '/* attempt one */' >>$one/callbacks.c
try "make -n reset YES=1" 0 make -n -C $one reset YES=1
if grep -q 'attempt one' $one/callbacks.c; then ok "$what: only shows what it would do"; else fail "$what: did it"; fi
try "make -n check" 0 make -n -C $one check
try "make -n check, at the top" 0 make -n check
try "make reset, nobody answers" 1 make -C $one reset
if grep -q 'attempt one' $one/callbacks.c; then ok "$what: does nothing"; else fail "$what: should do nothing"; fi
what="make reset, yes"
echo y | make -C $one reset >"$out" 2>&1
says "says where the attempt is" 'callbacks\.c\.attempt-1'
if cmp -s "$handout" $one/callbacks.c; then ok "$what: the handout is fresh"; else fail "$what: callbacks.c is not the handout"; fi
echo '/* attempt two */' >>$one/callbacks.c
try "make reset again" 0 make -C $one reset YES=1
if grep -qs 'attempt one' $one/callbacks.c.attempt-1 && grep -qs 'attempt two' $one/callbacks.c.attempt-2; then
    ok "$what: both attempts are kept"
else
    fail "$what: it should keep both attempts beside callbacks.c"
    ls $one >"$out"
    show "$out"
fi
rm -f $one/*.attempt-*

# ---- make watch -----------------------------------------------------------------------------------

# Waits until $scratch/watched has $1 reports.
reports() {
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
        [ "$(grep -c '^tests:' "$scratch/watched")" -ge "$1" ] && return
        sleep 1
    done
    return 1
}

# watched NAME PATH
watched() {
    what="make watch, $1"
    put_back 01-callbacks
    : >"$scratch/watched"
    PATH=$2 timeout 120 make -C $one watch >"$scratch/watched" 2>&1 </dev/null &
    watcher=$!
    if reports 1 && ! grep -q '✓ 1\.1' "$scratch/watched"; then
        ok "$what: tests at once"
    else
        fail "$what: should test at once"
        show "$scratch/watched"
    fi
    sleep 2
    if [ "$(grep -c '^tests:' "$scratch/watched")" -eq 1 ]; then
        ok "$what: then waits"
    else
        fail "$what: tests although nothing was saved"
    fi
    solve 01-callbacks 1.1
    if reports 2 && sleep 1 && grep -q '✓ 1\.1' "$scratch/watched"; then
        ok "$what: sees a save"
    else
        fail "$what: does not see a save"
        show "$scratch/watched" 40
    fi
    kill "$watcher" 2>/dev/null
    wait "$watcher" 2>/dev/null
    put_back 01-callbacks
}
watched "polling" "$(without_tool entr)"
if command -v entr >/dev/null 2>&1; then watched "entr" "$PATH"; else fail "entr is missing; install what the kit's checks need: sh tests/tools/setup.sh maintainer"; fi

# ---- Borrowing ------------------------------------------------------------------------------------

try "chapter 02, chapter 01 not begun" 1 make -C $two check
says "borrows" '^02 timers · building on: 01 reference$'
solve 01-callbacks
try "chapter 02, chapter 01 solved" 1 make -C $two check
says "takes yours" '^02 timers · building on: 01 yours$'
try "chapter 02, BASE=reference" 1 make -C $two check BASE=reference
says "borrows" 'building on: 01 reference$'
try "chapter 03, chapter 01 solved" 1 make -C $three check
says "takes yours and borrows the other" '^03 select · building on: 01 yours · 02 reference$'
sed -i.bak 's/ends->prev = handle;/queue->ready.prev = NULL;/' $one/callbacks.c
try "chapter 02, chapter 01 broken since" 1 make -C $two check
says "borrows again" 'building on: 01 reference$'
try "chapter 02, chapter 01 broken, BASE=mine" 1 make -C $two check BASE=mine
says "takes what it was told to" 'building on: 01 yours$'
solve 01-callbacks
try "chapter 02, chapter 01 mended" 1 make -C $two check
says "takes yours again" 'building on: 01 yours$'
solve 02-timers
try "chapter 02, solved on your own chapter 01" 0 make -C $two check
says "all of it" '^6 of 6 exercises, 23 of 23 points$'
try "chapter 03 on two of your own" 1 make -C $three check
says "takes both" 'building on: 01 yours · 02 yours$'
solve 03-select
try "chapter 03, everything solved" 0 make -C $three check
says "all of it" '^8 of 8 exercises, 34 of 34 points$'

# ---- make progress --------------------------------------------------------------------------------

# What the page for instructors promises: | [1 Callbacks](01-callbacks.md) | 3 | 14 | ...
exercises=$(awk -F'|' '$2 ~ /\.md/ && $3 + 0 > 0 { sum += $3 } END { print sum }' docs/instructors.md)
points=$(awk -F'|' '$2 ~ /\.md/ && $3 + 0 > 0 { sum += $4 } END { print sum }' docs/instructors.md)

make -C $one check >"$out" 2>&1
try "make progress, everything solved" 0 make progress
says "chapter 01" '^01-callbacks +3 of 3 +14 of 14 +nothing earlier$'
says "chapter 03, and what it stands on" '^03-select +8 of 8 +34 of 34 +01 yours · 02 yours$'
says "the sum" "^all +18 of $exercises +72 of $points"
put_back 02-timers
put_back 03-select
make -C $two check >"$out" 2>&1
make -C $three check >"$out" 2>&1
try "make progress, chapter 01 solved" 0 make progress
says "chapter 02" '^02-timers +0 of 6 +0 of 23 +01 yours$'
says "chapter 03 borrows" '^03-select +0 of 8 +0 of 34 +01 yours · 02 reference$'
says "the sum" "^all +4 of $exercises +15 of $points"

# ---- make demo ------------------------------------------------------------------------------------

try "make demo in chapter 01" 0 make -C $one demo
says "says what it stands on" 'on: 01 yours'
put_back 01-callbacks
try "make demo in chapter 01, nothing solved" 0 make -C $one demo
says "says what it stands on" 'on: 01 reference'
what="make demo in chapter 03"
timeout 60 make -C $three demo ARGS=0 >"$out" 2>&1 </dev/null &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    grep -q 'Serving on' "$out" && break
    sleep 1
done
kill "$server" 2>/dev/null
wait "$server" 2>/dev/null
says "serves" '^Serving on 127\.0\.0\.1:[0-9]+'
says "says what it stands on" 'on: 01 reference · 02 reference · 03 reference'

# ---- make memcheck, make gdb ----------------------------------------------------------------------

solve 01-callbacks 1.1
try "make memcheck EX=1.1" 0 make -C $one memcheck EX=1.1
says "passes" '✓ 1\.1'
if gdb -batch -ex run --args true >"$out" 2>&1 && grep -q 'exited normally' "$out"; then
    what="make gdb EX=1.1"
    printf 'backtrace\nkill\nquit\n' | timeout 60 make -C $one gdb EX=1.1 >"$out" 2>&1
    says "stops where the exercise is entered" 'Breakpoint 1, ready_push'
    what="make gdb EX=4.2"
    solve 04-generators 4.2
    printf 'backtrace\nkill\nquit\n' | timeout 60 make -C chapters/04-generators gdb EX=4.2 >"$out" 2>&1
    says "is a macro: stops where a body is entered" 'Breakpoint 1[.0-9]*, frame_entered'
    put_back 04-generators
    what="make gdb EX=8.5"
    printf 'backtrace\nkill\nquit\n' | timeout 120 make -C chapters/08-gather gdb EX=8.5 >"$out" 2>&1
    says "has another name: stops in the function that it is in" 'Breakpoint 1, waiting_for'
else
    ok "make gdb: passed over, for gdb cannot run a program here"
fi
put_back 01-callbacks

# ---- Check's own switches -------------------------------------------------------------------------

what="CK_RUN_CASE"
CK_RUN_CASE="1.2 ready_run" make -C $one check WHO=reference >"$out" 2>&1 </dev/null
says "runs that case" '✓ 1\.2 ready_run'
silent "and no other" '1\.1 ready_push'
what="CK_TAP_LOG_FILE_NAME"
CK_TAP_LOG_FILE_NAME=$scratch/tap make -C $one check WHO=reference >"$out" 2>&1 </dev/null
if awk '/^1\.\.[0-9]+$/ { plan = substr($0, 4) }
    /^not ok/ { bad = 1 }
    /^ok [0-9]+ / { bad += $2 != ++count }
    END { exit bad || count == 0 || count != plan }' "$scratch/tap"; then
    ok "$what: a plan and as many lines, all ok"
else
    fail "$what: what it writes is no TAP"
    show "$scratch/tap"
fi
what="CK_XML_LOG_FILE_NAME"
CK_XML_LOG_FILE_NAME=$scratch/xml make -C $one check WHO=reference >"$out" 2>&1 </dev/null
if python3 -c 'import sys, xml.etree.ElementTree as x
tests = [e for e in x.parse(sys.argv[1]).iter() if e.tag.endswith("test")]
sys.exit(not tests or any(e.get("result") != "success" for e in tests))' "$scratch/xml" >"$out" 2>&1; then
    ok "$what: well-formed, all success"
else
    fail "$what: what it writes is not well-formed, or not all success"
    show "$out"
fi
what="CK_FORK=no"
CK_FORK=no make -C $one check WHO=reference >"$out" 2>&1 </dev/null
says "passes" '^3 of 3 exercises'

# ---- A chapter that was skipped --------------------------------------------------------------------

solve 05-coroutines
solve 07-tasks
try "chapter 07 solved, chapter 06 skipped" 0 make -C chapters/07-tasks check
says "borrows the one that was skipped, and no other for that" '^07 tasks · building on: .*05 yours · 06 reference$'
says "all of it" '^([0-9]+) of \1 exercises, ([0-9]+) of \2 points$'
put_back 05-coroutines
put_back 07-tasks

# ---- Colour ---------------------------------------------------------------------------------------

escape=$(printf '\033')
what="make check in a pipe"
make -C $one check WHO=reference >"$out" 2>&1 </dev/null
silent "is plain" "$escape"
if command -v script >/dev/null 2>&1 && script --version 2>/dev/null | grep -q util-linux; then
    what="make check on a terminal"
    TERM=xterm script -qec "make -C $one check WHO=reference" /dev/null >"$out" 2>&1 </dev/null
    says "has colour" "$escape\\[32m"
    what="make check on a terminal, NO_COLOR"
    NO_COLOR=1 TERM=xterm script -qec "make -C $one check WHO=reference" /dev/null >"$out" 2>&1 </dev/null
    silent "is plain" "$escape\\[3[0-9]m"
else
    ok "colour on a terminal: passed over, for script (util-linux) is not there"
fi

# ---- Editors --------------------------------------------------------------------------------------

try "make compile_commands.json" 0 make compile_commands.json
if python3 -c 'import json, os, sys
entries = json.load(open("compile_commands.json"))
files = {os.path.basename(e["file"]) for e in entries}
missing = {"callbacks.c", "timers.c", "loop.c", "check_loop.c", "select_echo.c"} - files
sys.exit("missing: %s" % missing if missing else 0)' >"$out" 2>&1; then
    ok "$what: lists the learner's files, the tests, the demos"
else
    fail "$what: does not list what an editor needs"
    show "$out"
fi
cd "$root" || exit 2
finish
