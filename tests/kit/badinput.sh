#!/bin/sh
# What goes wrong for learners, and how plainly the kit says so: wrong words, missing tools, code that
# does not compile, hangs, crashes or cheats, an edited header, a hand-out without solutions, a path with
# blanks, files that cannot be written. Each on a copy; looked at is what matters in the output.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make awk timeout gcc clang

copy=$(project copy) || exit 2
cd "$copy" || exit 2
one=chapters/01-callbacks
two=chapters/02-timers
three=chapters/03-select

# check WHAT [VARIABLE=VALUE...]: a make check in chapter 01 that must not pass
check() {
    what=$1
    shift
    try "$what" 1 make -s -C $one check "$@"
}

# ---- Words that mean nothing ----------------------------------------------------------------------

try "make check EX=9.9" 1 make -s -C $three check EX=9.9
says "says what there is" 'no exercise 9\.9 in 03-select: it has 3\.1 to 3\.8'
short 3
try "make check EX=1.2 in chapter 03" 1 make -s -C $three check EX=1.2
says "says where it is" '1\.2 is in 01-callbacks'
short 3
for command in hint solution memcheck gdb watch; do
    try "make $command EX=9.9" 1 make -s -C $one $command EX=9.9
    says "says what there is" 'no exercise 9\.9 in 01-callbacks: it has 1\.1 to 1\.3'
    short 3
done
check "EX with a blank" "EX=1.1 1.2"
says "says so" 'no exercise 1\.1 1\.2'
try "make chekc" 1 make -s -C $one chekc
says "says so" 'chekc'
short 3
check "BASE=your" BASE=your
says "says what there is" 'mine.*reference'
short 4
check "WHO=me" WHO=me
says "says what there is" 'mine.*reference'
short 4
try "make demo DEMO=nosuch" 1 make -s -C $one demo DEMO=nosuch
says "says which there are" 'no demo nosuch.*countdown'
short 3

# ---- Missing tools --------------------------------------------------------------------------------

# A package manager that cannot install anything, and one that can.
cannot=$(without_tool valgrind sudo doas apt-get dnf pacman apk brew)
cat >"$cannot/apt-get" <<'END'
#!/bin/sh
echo "E: Unable to locate package"
exit 100
END
chmod +x "$cannot/apt-get"
what="make memcheck without valgrind"
wanted=$(command -v valgrind || echo /bin/true)
PATH=$cannot within 120 make -s -C $one memcheck >"$out" 2>&1 && fail "$what: should not end with status 0"
if [ "$(id -u)" -eq 0 ]; then
    says "shows the command before it runs" 'apt-get install .*valgrind'
    says "says what to do by hand" 'yourself'
else
    says "says what root has to do" 'root: apt-get install .*valgrind'
fi
short 12

if [ "$(id -u)" -eq 0 ]; then
    cat >"$cannot/apt-get" <<END
#!/bin/sh
echo "\$*" >>"$scratch/installed"
[ "\$1" = install ] && ln -s "$wanted" "$cannot/valgrind"
END
    solve 01-callbacks 1.1
    what="make memcheck EX=1.1, valgrind installed on the way"
    PATH=$cannot within 120 make -s -C $one memcheck EX=1.1 >"$out" 2>&1
    says "goes on" '✓ 1\.1'
    put_back 01-callbacks
fi

nobody=$(without_tool valgrind sudo doas apt-get dnf pacman apk brew apt-get)
rm -f "$nobody/valgrind" "$nobody/apt-get"
what="make memcheck without valgrind or any package manager"
PATH=$nobody within 120 make -s -C $one memcheck >"$out" 2>&1 && fail "$what: should not end with status 0"
says "says what is missing, and what to do" 'missing: valgrind.*yourself'
short 3

nocompiler=$(without_tool cc gcc clang c99 c89 tcc apt-get dnf pacman apk brew)
for compiler in "$nocompiler"/*gcc-[0-9]* "$nocompiler"/clang-[0-9]*; do
    rm -f "$compiler"
done
what="make start without a compiler"
PATH=$nocompiler within 120 make -s start >"$out" 2>&1 && fail "$what: should not end with status 0"
says "says what is missing" 'missing:.* cc'
short 4

# Check's header, hidden behind one that cannot be used.
mkdir "$scratch/hidden"
echo '#error "there is no check.h here"' >"$scratch/hidden/check.h"
what="make check without the library Check"
PATH=$nobody within 120 make -s -C $one check CC="cc -I$scratch/hidden" >"$out" 2>&1 && fail "$what: should not end with status 0"
says "says what is missing" 'missing:.*check'
short 4

what="CC=nosuchcompiler"
PATH=$nobody within 120 make -s -C $one check CC=nosuchcompiler >"$out" 2>&1 && fail "$what: should not end with status 0"
says "says so" 'nosuchcompiler'
short 4

# ---- Code that does not compile -------------------------------------------------------------------

for compiler in gcc clang; do
    put_back 01-callbacks
    answer 01-callbacks 1.1 <<'END'
    struct handle *ends = &queue->ready
    handle->next = end;
    handle->prev = ;
    queue.ready.prev = handl;
END
    check "syntax errors, $compiler" CC=$compiler
    says "in the learner's own file and line" '^chapters/01-callbacks/callbacks\.c:[0-9]+:[0-9]+: error:'
    says "in words" 'callbacks\.c does not compile'
    silent "not in a file of build/" 'build/[a-z]*-'
    short 12
    if [ "$(grep -c 'error: ' "$out")" -eq 1 ]; then
        ok "$what: one error"
    else
        fail "$what: it should show the first error alone"
        show "$out" 30
    fi

    put_back 01-callbacks
    answer 01-callbacks 1.1 <<'END'
    int nothing;
    handle->next = &queue->ready;
    (void)queue;
END
    check "a warning, $compiler" CC=$compiler EX=1.1
    says "is shown" '^chapters/01-callbacks/callbacks\.c:[0-9]+:[0-9]+: warning: .*nothing'
    says "and the tests run" '✗ 1\.1'
done
put_back 01-callbacks
sed -i.bak 's/^void ready_push/void ready_puhs/' $one/callbacks.c
check "a function that was renamed"
says "names the one that is missing" 'ready_push'
short 15
put_back 01-callbacks
mv $one/callbacks.c "$scratch/gone.c"
check "a file that is gone"
says "names it" 'chapters/01-callbacks/callbacks\.c'
says "says how to get it back" 'make reset|git checkout'
short 5
put_back 01-callbacks
sed -i.bak 's/$/\r/' $one/callbacks.c
check "lines that end as on Windows"
says "are read all the same" '· 1\.1 ready_push +not started'
put_back 01-callbacks

# ---- Code that hangs ------------------------------------------------------------------------------

solve 01-callbacks 1.1
answer 01-callbacks 1.2 <<'END'
    size_t calls = 0;
    for (struct handle *handle = queue->ready.next; handle != NULL; handle = handle->next)
        calls += handle == &queue->ready;
    (void)handle_run;
    return calls;
END
begin=$(date +%s)
check "an endless loop"
seconds=$(($(date +%s) - begin))
says "says that it did not end" 'comes to an end|was stopped'
says "shows the queue" 'queued for the next batch: a test.s call'
says "says where" 'ready_run.*callbacks\.c:[0-9]+|callbacks\.c:[0-9]+'
short 25
if [ "$seconds" -le 30 ]; then ok "$what: ended after $seconds s"; else fail "$what: ended only after $seconds s"; fi
put_back 01-callbacks

answer 01-callbacks 1.1 <<'END'
    for (int i = 0;; i++)
        printf("still here %d\n", i);
    (void)queue, (void)handle;
END
sed -i.bak '1,/^#include/s/^#include/#include <stdio.h>\n#include/' $one/callbacks.c
check "an endless loop that prints"
says "says that it did not end" 'comes to an end|was stopped'
short 40
put_back 01-callbacks

solve 02-timers
solve 03-select 3.1 3.2 3.3 3.4 3.5 3.6 3.8
answer 03-select 3.7 <<'END'
    while (loop->ready.ready.next != &loop->ready.ready || timer_heap_timeout(&loop->timers, loop->time()) != 0)
        ;
    return 0;
END
try "an endless loop in chapter 03" 1 make -s -C $three check EX=3.7
says "says that it did not end" 'comes to an end|was stopped'
says "shows the loop: calls" 'queued for the next batch'
says "shows the loop: timers" 'timers:'
says "shows the loop: descriptors" 'descriptors:'
put_back 02-timers
put_back 03-select

# ---- Code that crashes ----------------------------------------------------------------------------

# crash NAME PATTERN <CODE of 1.2: says PATTERN and the place, and spares the learner the rest
crash() {
    put_back 01-callbacks
    solve 01-callbacks 1.1
    answer 01-callbacks 1.2
    sed -i.bak '1,/^#include/s/^#include/#include <stdlib.h>\n#include/' $one/callbacks.c
    for compiler in gcc clang; do
        check "$1, $compiler" EX=1.2 CC=$compiler
        says "says what" "$2"
        says "says where, in the learner's file" 'chapters/01-callbacks/callbacks\.c:[0-9]+'
        silent "spares the rest" '==[0-9]+==|Shadow|0x[0-9a-f]{6}|rax|ABORTING'
        short 25
    done
}
crash "a null pointer" '[Nn]ull|NULL|SEGV|address|segmentation' <<'END'
    struct handle *volatile none = NULL;
    handle_run(queue, queue->ready.next);
    none->next = none;
    return 0;
END
crash "a wild pointer" 'SEGV|address|segmentation|memory' <<'END'
    struct handle *volatile wild = (struct handle *)((char *)queue + ((size_t)1 << 44));
    handle_run(queue, queue->ready.next);
    wild->next = wild;
    return 0;
END
crash "memory that was freed" 'use-after-free|freed' <<'END'
    struct handle *copy = malloc(sizeof *copy);
    struct handle *volatile gone = copy; /* the compiler must not see what we do */
    if (copy == NULL)
        return 0;
    *copy = *queue->ready.next;
    free(copy);
    handle_run(queue, gone);
    return 1;
END
crash "a write behind the end" 'heap-buffer-overflow|behind|past|beyond|outside' <<'END'
    char *room = malloc(8);
    volatile size_t end = 8;
    if (room == NULL)
        return 0;
    room[end] = 1;
    handle_run(queue, queue->ready.next);
    free(room);
    return 1;
END
crash "memory that is never freed" 'leak|not freed|never freed|given back' <<'END'
    struct ready_queue batch;
    size_t calls = 0;
    void *volatile lost = malloc(24);
    lost = NULL;
    if (ready_is_empty(queue))
        return lost != NULL;
    batch.ready = queue->ready;
    queue->batch = batch.ready;
    queue->batch.next->prev = queue->batch.prev->next = &queue->batch;
    ring_init(&queue->ready);
    while (queue->batch.next != &queue->batch) {
        struct handle *first = queue->batch.next;
        queue->batch.next = first->next;
        first->next->prev = &queue->batch;
        first->next = first->prev = NULL;
        handle_run(queue, first);
        calls++;
    }
    return calls;
END
crash "a recursion without end" 'stack' <<'END'
    volatile char frame[1024];
    frame[0] = 1;
    if (frame[0] == 0)
        handle_run(queue, queue->ready.next);
    return ready_run(queue) + (size_t)frame[0];
END

# ---- Code that cheats -----------------------------------------------------------------------------

for cheat in 'exit(0)' '_Exit(0)' 'puts("3 of 3 exercises, 14 of 14 points\\ntests: 51 passed, 0 failed"), exit(0)'; do
    put_back 01-callbacks
    printf '    (void)queue, (void)handle;\n    %s;\n' "$cheat" | answer 01-callbacks 1.1
    sed -i.bak '1,/^#include/s/^#include/#include <stdio.h>\n#include <stdlib.h>\n#include/' $one/callbacks.c
    check "$cheat in an exercise"
    says "is a failure" '✗ 1\.1'
    says "is said" 'ended the program|the program ended|exit'
    says "counts nothing" '^0 of 3 exercises'
done
put_back 01-callbacks
cat >>$one/callbacks.c <<'END'
#include <stdlib.h>
__attribute__((constructor)) static void before_all(void)
{
    exit(0);
}
END
check "a program that ends before it begins"
try "the same for one exercise" 1 make -s -C $one check EX=1.1
try "chapter 02 on a program that ends before it begins" 1 make -s -C $two check
says "borrows" 'building on: 01 reference$'
put_back 01-callbacks

# ---- Given files ----------------------------------------------------------------------------------

cp $one/callbacks.h "$scratch/saved.h"
echo '/* better */' >>$one/callbacks.h
check "an edited header"
says "says which" 'chapters/01-callbacks/callbacks\.h'
says "says what to do" 'git checkout|copy it'
silent "tests nothing" '^tests:'
short 3
try "an earlier chapter's edited header" 1 make -s -C $two check
says "says which" 'chapters/01-callbacks/callbacks\.h'
rm $one/callbacks.h
check "a header that is gone"
says "says which" 'chapters/01-callbacks/callbacks\.h'
short 3
cp "$scratch/saved.h" $one/callbacks.h

# ---- A hand-out without solutions -----------------------------------------------------------------

cd "$(project handout)" || exit 2
rm -rf solutions build
check "without solutions"
says "starts" '· 1\.1 ready_push +not started'
says "starts" '· 1\.3 handle_cancel +(not started|needs)'
silent "compiles without a warning" 'warning'
solve 01-callbacks 1.1
check "without solutions, 1.1 solved"
# An exercise whose tests call another one has to wait for that: then it says so.
says "passes what can pass" '✓ 1\.1|1\.1 ready_push +needs 1\.[23] first'
silent "no failure that is none" '✗'
try "chapter 02 without solutions, 01 unfinished" 1 make -s -C $two check
says "says what is needed" '01-callbacks'
short 4
try "make hint without solutions" 0 make -s -C $one hint EX=1.2
says "hints" 'hint 1 of'
try "make solution without solutions" 1 make -s -C $one solution EX=1.2 YES=1
says "says so" 'solutions'
short 2
try "make reset without solutions" 1 make -s -C $one reset YES=1
says "says what to do instead" 'solutions'
short 2
try "make check at the top without solutions" 1 make -s check
says "says so" 'solutions'
solve 01-callbacks
try "chapter 01 without solutions, solved" 0 make -s -C $one check
try "chapter 02 without solutions, 01 solved" 1 make -s -C $two check
says "builds on it" 'building on: 01 yours$'

# ---- A path with blanks and more ------------------------------------------------------------------

odd="$scratch/a path (with ' and \$more)"
mkdir "$odd"
cp -Rp "$(project spaces)" "$odd/the kit"
cd "$odd/the kit" || exit 2
rm -rf build
try "a path with blanks: make start" 0 make -s start
says "works" '0\.1 hello'
try "a path with blanks: make check" 1 make -s -C $two check
says "works" '^0 of 6 exercises'
solve 01-callbacks
try "a path with blanks: chapter 01 solved" 0 make -s -C $one check
try "a path with blanks: make hint" 0 make -s -C $two hint EX=2.1
try "a path with blanks: make solution" 0 make -s -C $two solution EX=2.1 YES=1
try "a path with blanks: make reset" 0 make -s -C $one reset YES=1
says "works" 'attempt-1'
try "a path with blanks: make lib demos" 0 make -s lib demos
try "a path with blanks: make install" 0 make -s install PREFIX="$odd/the prefix"
try "a path with blanks: make demo" 0 make -s -C $one demo
try "a path with blanks: make compile_commands.json" 0 make -s compile_commands.json
try "a path with blanks: make progress" 0 make -s progress
says "works" '^02-timers'
if command -v doxygen >/dev/null 2>&1; then
    try "a path with blanks: make docs" 0 make -s docs
    [ -f build/docs/html/index.html ] || fail "$what: no build/docs/html/index.html"
fi

# ---- What cannot be written -----------------------------------------------------------------------

# Root may write everything: be somebody else then.
somebody() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent "$@"
    else
        "$@"
    fi
}
cd "$(project readonly)" || exit 2
chmod 755 "$scratch"
if somebody sh -c 'make --version' >"$out" 2>&1; then
    solve 01-callbacks 1.1
    mkdir -p build
    chmod -R a+rX .
    chmod -R a-w .
    if [ "$(id -u)" -eq 0 ]; then chown -R 65534:65534 build; fi
    chmod -R u+w build
    begin=$(date +%s)
    what="all but build/ is read-only"
    somebody timeout 120 make -s -C $one check >"$out" 2>&1 </dev/null
    says "make check works" '✓ 1\.1'
    somebody timeout 120 make -s -C $one hint EX=1.2 >"$out" 2>&1 </dev/null
    says "make hint works" 'hint 1 of'
    somebody timeout 120 make -s progress >"$out" 2>&1 </dev/null
    says "make progress works" '^01-callbacks +1 of 3'
    somebody timeout 120 make -s -C $one reset YES=1 >"$out" 2>&1 </dev/null && fail "$what: make reset should not succeed"
    says "make reset says what it cannot do" 'callbacks\.c'
    if grep -q 'TODO("1.1"' $one/callbacks.c; then fail "$what: make reset lost the attempt"; else ok "$what: make reset leaves the attempt"; fi

    chmod -R a-w build
    what="everything is read-only"
    somebody timeout 120 make -s -C $one check >"$out" 2>&1 </dev/null && fail "$what: make check should not succeed"
    says "make check says so" 'build/? cannot be written'
    short 4
    somebody timeout 120 make -s start >"$out" 2>&1 </dev/null && fail "$what: make start should not succeed"
    short 4
    somebody timeout 120 make -s progress >"$out" 2>&1 </dev/null && fail "$what: make progress should not succeed"
    short 4
    chmod -R u+w .
else
    fail "cannot be anybody but root here, so nothing is read-only; setpriv (util-linux) is missing?"
fi
cd "$root" || exit 2
finish
