#!/bin/sh
# What others build on: `make lib` leaves build/lib/libasyncio.a, `make demos` every demo in build/demos,
# and `make install PREFIX=dir` a library that a program outside finds with pkg-config alone.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make gcc clang pkg-config nm

copy=$(project copy) || exit 2
cd "$copy" || exit 2

# run WHAT COMMAND...: a command that has to work.
run() {
    what=$1
    shift
    if within 300 "$@" >"$scratch/out" 2>&1; then
        ok "$what"
    else
        fail "$what: $* fails"
        tail -n 15 "$scratch/out" >"$scratch/end"
        show "$scratch/end" 15
    fi
}

run "make lib works" make lib
if [ -f build/lib/libasyncio.a ]; then
    ok "make lib leaves build/lib/libasyncio.a"
    # The library is the reference: nothing in it waits for a learner, and nothing is left to link.
    if nm build/lib/libasyncio.a 2>/dev/null | grep -E ' U (todo|hello)$' >"$scratch/hits"; then
        fail "build/lib/libasyncio.a calls what no product needs"
        show "$scratch/hits"
    else
        ok "build/lib/libasyncio.a holds no exercise"
    fi
else
    fail "make lib does not leave build/lib/libasyncio.a"
fi

run "make demos works" make demos
for source in chapters/[0-9]*/*.c; do
    [ -f "solutions/${source#chapters/}" ] && continue
    demo=$(basename "$source" .c)
    if [ -x "build/demos/$demo" ]; then ok "build/demos/$demo"; else fail "make demos does not leave build/demos/$demo"; fi
done

# Somewhere else, with a blank in its name; and again through DESTDIR, as those do who make packages.
prefix="$scratch/a prefix"
run "make install works" make install PREFIX="$prefix"
if within 60 make install PREFIX=/usr DESTDIR="$scratch/stage" >"$scratch/out" 2>&1 &&
    [ -f "$scratch/stage/usr/lib/libasyncio.a" ] &&
    grep -q '^prefix=/usr$' "$scratch/stage/usr/lib/pkgconfig/libasyncio.pc"; then
    ok "make install DESTDIR= stages the same files"
else
    fail "make install PREFIX=/usr DESTDIR=dir should put everything below dir, and /usr into libasyncio.pc"
    find "$scratch/stage" -type f >>"$scratch/out" 2>&1
    show "$scratch/out" 20
fi

find "$prefix" -type f | sed "s|^$prefix/||" | sort >"$scratch/installed"
for wanted in lib/libasyncio.a lib/pkgconfig/libasyncio.pc; do
    if grep -qx "$wanted" "$scratch/installed"; then ok "installs $wanted"; else fail "make install does not install $wanted"; fi
done
# Every module's contract is installed, but not those of what is only practised.
for header in chapters/[0-9]*/*.h; do
    directory=${header%/*}
    module=$(basename "$header" .h)
    [ -f "solutions/${directory#chapters/}/$module.c" ] || continue
    if [ "$directory" = chapters/00-hello ] || grep -q "^PRACTICE *=.*\<$module\>" "$directory/Makefile"; then
        if grep -q "/$module\.h\$" "$scratch/installed"; then fail "make install installs $module.h, which is only practised"; fi
    elif grep -q "^include/.*/$module\.h\$" "$scratch/installed"; then
        ok "installs $module.h"
    else
        fail "make install does not install $module.h"
    fi
done
if grep -Ev '\.(h|a|pc)$' "$scratch/installed" >"$scratch/hits"; then
    fail "make install installs what is no library"
    show "$scratch/hits"
fi
if grep -q 'todo\.h\|hello\.h\|listener\.h' "$scratch/installed"; then fail "make install installs headers of the course, not of the library"; fi

# Somebody else's program.
cat >"$scratch/program.c" <<'END'
#include <asyncio.h>
#include <stdio.h>

static int hello(void *arg)
{
    puts(arg);
    return 0;
}

static int stop(void *arg)
{
    loop_stop(arg);
    return 0;
}

/* Something of each header that has awaitables. */
struct program {
    struct coro coro;
    struct timeout timeout;
    struct task_group group;
    struct as_completed iterator;
    struct task *task;
    int results[2];
};

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        await(asyncio_gather(my->results, asyncio_sleep_result(0, 1), asyncio_sleep_result(0, 2)));
        asyncio_timeout (&my->timeout, 10) {
            await(asyncio_shield(asyncio_sleep(0)));
        }
        asyncio_task_group (&my->group) {
            task_group_create_task(&my->group, asyncio_sleep(0), NULL);
        }
        my->task = asyncio_create_task(asyncio_wait_for(asyncio_sleep(0), 10));
        await(asyncio_wait(&my->task, 1, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED));
        printf("%d from many\n", my->results[0] + my->results[1]);
        finally {
            task_release(my->task);
        }
    }
}

int main(void)
{
    struct loop loop;
    struct handle soon;
    struct timer later;
    int error = loop_init(&loop, NULL);

    if (error != 0)
        return 1;
    handle_init(&soon, hello, "hello from outside");
    timer_init(&later, stop, &loop);
    if (loop_call_soon(&loop, &soon) != 0 || loop_call_later(&loop, &later, 0.001) != 0)
        return 1;
    error = loop_run_forever(&loop);
    return error != 0 || loop_close(&loop) != 0 || asyncio_run(coro(program)) != 0;
}
END
PKG_CONFIG_PATH=$prefix/lib/pkgconfig
export PKG_CONFIG_PATH
for compiler in gcc clang; do
    # pkg-config escapes the blank of the prefix for a shell, hence eval.
    if eval "$compiler -std=c11 -Wall -Wextra -Wpedantic -Werror $(pkg-config --cflags libasyncio) -o '$scratch/program' '$scratch/program.c' $(pkg-config --libs libasyncio)" >"$scratch/out" 2>&1 &&
        "$scratch/program" >>"$scratch/out" 2>&1 && grep -qx 'hello from outside' "$scratch/out" && grep -qx '3 from many' "$scratch/out"; then
        ok "a program outside compiles with $compiler and pkg-config, and runs"
    else
        fail "a program outside does not compile with $compiler $(pkg-config --cflags --libs libasyncio 2>&1), or does not run"
        show "$scratch/out"
    fi
done

# Each installed header stands alone.
for header in "$prefix"/include/*.h "$prefix"/include/*/*.h; do
    [ -f "$header" ] || continue
    if eval "gcc -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Werror $(pkg-config --cflags libasyncio) -fsyntax-only -x c -" <<END >"$scratch/out" 2>&1; then
#include "$header"
#include "$header"
struct nothing; /* some headers have macros only, and a file must not be empty */
END
        ok "$(basename "$header") can be included first, and twice"
    else
        fail "$(basename "$header") cannot be included first, or not twice"
        show "$scratch/out"
    fi
done
finish
