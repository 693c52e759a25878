#!/bin/sh
# What can be done wrong with async and await: the compiler says so, or the program stops with a line
# that names the coroutine. With gcc and with clang, by the flags of every chapter's build.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make gcc clang

copy_files "$scratch/copy" || exit 2
cd "$scratch/copy" || exit 2
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
        (within 10 build/demos/ping_pong) >"$out" 2>&1
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

# So it was the mistake that failed.
body 'no mistake' '    async (self) {
        for (;;)
            await(coro(g));
    }'
for compiler in gcc clang; do
    try "$tried, $compiler" 0 sh -c "$make_demo" sh "$compiler"
    silent "no warning" 'warning'
    try "$tried, $compiler" 0 build/demos/ping_pong
    says "it waits and goes on" '^0$'
done
cd "$root" || exit 2
finish
