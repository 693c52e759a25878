#!/bin/sh
# A page of C with async and await (page.c) compiles without a warning and does the same with gcc and with
# clang, from -O0 to -O3, with each sanitizer, under valgrind, and preprocessed separately. And what can be
# done wrong with async, await and blocks: the compiler says so, or the program stops with a line that names
# the coroutine. By the flags of every chapter's build.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make gcc clang valgrind strip

copy_files "$scratch/copy" || exit 2
cd "$scratch/copy" || exit 2

# ---- A page of C, compiled in every way -----------------------------------------------------------

cat >"$scratch/wanted" <<'END'
a ends
b ends
1 2
try ends
try ends
try ends
try ends
try ends
retries end
20
c ends
1
child ends
child cancelled: 1
1
END

# page WHAT COMPILER VARIANT FLAGS [MAKE...]: builds the page and runs it; $runner may stand before it.
runner=
page() {
    what=$1
    program=build/$3-$2/programs/kit/page
    rm -f "build/$3-$2/others/kit/page.o"
    compiler=$2
    variant=$3
    flags=$4
    shift 4
    if ! within 120 make -s -f tests/kit/programs.mk CC="$compiler" VARIANT="$variant" PAGE_FLAGS="-Werror $flags" \
        "$@" page >"$out" 2>&1; then
        fail "a page of C, $compiler $what: it does not compile without a warning"
        show "$out" 20
        return
    fi
    # A valgrind that is older than clang cannot read its debug information.
    [ -z "$runner" ] || strip "$program"
    # shellcheck disable=SC2086 # some words
    within 60 $runner "$program" >"$out" 2>"$out.stderr"
    status=$?
    if [ "$status" -eq 0 ] && cmp -s "$out" "$scratch/wanted"; then
        ok "a page of C, $compiler $what"
    else
        fail "a page of C, $compiler $what: it ends with status $status, or prints something else"
        diff "$scratch/wanted" "$out" >"$out.diff"
        cat "$out.stderr" >>"$out.diff"
        show "$out.diff" 20
    fi
}

for with in gcc clang; do
    for level in 0 1 2 3; do
        page "-O$level" "$with" release "-O$level"
    done
    page "preprocessed separately" "$with" release -O2 PREPROCESSED=yes
    page "with ASan and UBSan" "$with" check ''
    runner='valgrind -q --error-exitcode=9 --leak-check=full'
    page "under valgrind" "$with" release -O0
    runner=
done
page "with MSan" clang plain '' CFLAGS='-O1 -fsanitize=memory -fno-sanitize-recover=all'

# ---- What can be done wrong ------------------------------------------------------------------------

demo=chapters/05-coroutines/ping_pong.c

# body WHAT LINES: the demo is now a coroutine f with these lines in its body; WHAT is what is tried.
# It suspends once, in g, so a resume comes back into the middle of it.
body() {
    tried=$1
    {
        cat <<'END'
#include <stdio.h>

#include "coroutines.h"

struct g {
    struct coro coro;
    int got;
};

static void g(struct coro *self)
{
    struct g *my = (struct g *)self;

    async (self) {
        async_yield(my->got, 1);
    }
}

struct f {
    struct coro coro;
    int x;
};

static void f(struct coro *self)
{
    struct f *my = (struct f *)self;

#line 101 "f.c"
END
        printf '%s\n' "$2"
        cat <<'END'
    my->x = 0;
}

int main(void)
{
    struct coro_stack stack;

    coro_stack_init(&stack, coro(f));
    for (int i = 0; i < 4; i++)
        printf("%d\n", coro_resume(&stack));
    return 0;
}
END
    } >"$demo"
}

# What builds the demo; its argument is the compiler.
# shellcheck disable=SC2016 # sh -c expands it
make_demo='make -s -f tests/tools/build.mk VARIANT=release CHAPTER=05-coroutines WHO=reference BASE=reference \
    CC="$1" build/demos/ping_pong'
built=build/demos/ping_pong

# refused PATTERN: with each compiler, the first error matches PATTERN, and a line of f.c is named
refused() {
    for compiler in gcc clang; do
        if within "$limit" sh -c "$make_demo" sh "$compiler" >"$out" 2>&1; then
            fail "$tried, $compiler: it compiles"
        elif grep -E 'error: ' "$out" | head -n 1 | grep -Eq "$1" && grep -q 'f\.c:10[0-9]:' "$out"; then
            ok "$tried, $compiler: $(grep -E 'error: ' "$out" | head -n 1 | sed 's/.*error: //')"
        else
            fail "$tried, $compiler: the first error should match \"$1\" and name the line"
            show "$out" 20
        fi
    done
}

# stops PATTERN: with each compiler it builds, and the program is stopped with a line that matches
stops() {
    for compiler in gcc clang; do
        if ! within "$limit" sh -c "$make_demo" sh "$compiler" >"$out" 2>&1; then
            fail "$tried, $compiler: it should compile"
            show "$out" 20
            continue
        fi
        (within 10 "$built") >"$out" 2>&1
        status=$?
        if [ "$status" -eq 0 ] || [ "$status" -eq 124 ]; then
            fail "$tried, $compiler: the program should be stopped; it ends with status $status"
        elif grep -Eq "$1" "$out"; then
            ok "$tried, $compiler: $(grep -E "$1" "$out" | head -n 1)"
        else
            fail "$tried, $compiler: it should say \"$1\" when it is stopped"
            show "$out"
        fi
    done
}

body 'an await outside of async' '
    await(coro(g));'
refused 'inside_async'

body 'an await behind the body' '    async (self) { my->x = 1; }
    await(coro(g));'
refused 'inside_async'

body 'a raise outside of async' '
    async_raise(1);'
refused 'inside_async'

body 'two awaits on one line' '    async (self) {
        await(coro(g)); await(coro(g));
    }'
refused 'duplicate case value'

body 'a misspelt argument' '    async (self) {
        await(coro(g, .gto = 1));
    }'
refused 'gto'

body 'a coroutine that is none' '    async (self) {
        await(coro(nobody));
    }'
refused 'nobody'

body 'an await of a number' '    async (self) {
        await(my->x);
    }'
refused '_Generic|generic association'

body 'an await of a string' '    async (self) {
        await("g");
    }'
refused '_Generic|generic association'

body 'a local with an initialiser' '    async (self) {
        int kept = my->x;
        await(coro(g));
        my->x = kept;
    }'
refused 'jump-misses-init|conditional-uninitialized'

body 'an await in a switch' '    async (self) {
        switch (my->x) {
        case 0:
            await(coro(g));
        }
    }'
stops '^f: line 104 can.t be entered again: .* in a switch of its own$'

body 'a bare return' '    async (self) {
        await(coro(g));
        if (my->x == 0)
            return;
        my->x = 1;
    }'
stops '^f: the body was left by a bare return$'

body 'a resume after the end' '    async (self) {
        await(coro(g));
        my->x = 1;
    }'
stops '^f: resumed after its end$'

# ---- The same with blocks, in a task: f has two timeouts, and is what asyncio_run() runs.

# block WHAT LINES
block() {
    body "$1" "$2"
    sed -e 's|"coroutines.h"|"gather.h"\n#include "timeout.h"|' -e 's|^    int x;|    int x;\n    struct timeout one, two;|' \
        -e 's|async_yield(my->got, 1)|await(asyncio_sleep(0));\n        async_return(my->got)|' \
        -e '/^int main/,$d' "$demo" >"$scratch/block.c"
    cat "$scratch/block.c" - >"$demo" <<'END'
int main(void)
{
    return asyncio_run(coro(f));
}
END
}

# The demo of a chapter that has blocks is built in its place.
body_demo=$demo
demo=chapters/08-gather/foo_bar.c
make_body=$make_demo
# shellcheck disable=SC2016 # sh -c expands it
make_demo='make -s -f tests/tools/build.mk VARIANT=release CHAPTER=08-gather WHO=reference BASE=reference \
    CC="$1" build/demos/foo_bar'
built=build/demos/foo_bar

block 'two blocks on one line' '    async (self) {
        asyncio_timeout (&my->one, 1) { my->x = 1; } asyncio_timeout (&my->two, 1) { my->x = 2; }
    }'
refused 'duplicate case value'

block 'a block outside of async' '
    asyncio_timeout (&my->one, 1) { my->x = 1; }'
refused 'inside_async'

block 'a local with an initialiser in a block' '    async (self) {
        asyncio_timeout (&my->one, 1) {
            int kept = my->x;
            await(coro(g));
            my->x = kept;
        }
    }'
refused 'jump-misses-init|conditional-uninitialized'

block 'a block in a switch' '    async (self) {
        switch (my->x) {
        case 0:
            asyncio_timeout (&my->one, 1) {
                await(coro(g));
            }
        }
    }'
stops '^f: line 10[0-9] can.t be entered again: .* in a switch of its own$'

block 'a block in a switch, without an await' '    async (self) {
        switch (my->x) {
        case 0:
            asyncio_timeout (&my->one, 1) {
                my->x = 2;
            }
        }
    }'
stops '^f: line [-0-9]* can.t be entered again: .* in a switch of its own$'

block 'a bare return from a block' '    async (self) {
        asyncio_timeout (&my->one, 1) {
            await(coro(g));
            if (my->x == 0)
                return;
        }
    }'
stops '^f: the body was left by a bare return$'

block 'a gather without its array of results' '    async (self) {
        await(asyncio_gather(coro(g), coro(g)));
    }'
refused 'negative'

block 'a gather into an array of chars' '    char results[2];
    async (self) {
        await(asyncio_gather(results, coro(g), coro(g)));
    }'
refused 'negative'

block 'a gather of a number' '    async (self) {
        await(asyncio_gather(NULL, coro(g), my->x));
    }'
refused '_Generic|generic association'

# `break` leaves a block and no more: the loop around it goes on, and the end of the block was reached.
block 'a break out of a block in a loop' '    async (self) {
        for (my->x = 0; my->x < 3; my->x++)
            asyncio_timeout (&my->one, 0.001) {
                await(coro(g));
                if (my->x < 3)
                    break;
                my->x = 100;
            }
        await(asyncio_sleep(0.002));
        printf("%d, timer left: %d\n", my->x, my->one.state != TIMEOUT_EXITED);
    }'
for compiler in gcc clang; do
    try "$tried, $compiler" 0 sh -c "$make_demo" sh "$compiler"
    silent "no warning" 'warning'
    try "$tried, $compiler" 0 "$built"
    says "the block is left, and not the loop" '^3, timer left: 0$'
done

demo=$body_demo
make_demo=$make_body
built=build/demos/ping_pong

# So it was the mistake that failed.
body 'no mistake' '    async (self) {
        for (;;)
            await(coro(g));
    }'
for compiler in gcc clang; do
    try "$tried, $compiler" 0 sh -c "$make_demo" sh "$compiler"
    silent "no warning" 'warning'
    try "$tried, $compiler" 0 "$built"
    says "it waits and goes on" '^0$'
done
cd "$root" || exit 2
finish
