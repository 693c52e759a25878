/*
 * Chapter 5: what a resume costs at depth 1 and at depth 10: a chain of generators that is entered at its
 * outermost (chapter 4), and coroutines whose frames are linked. Prints "name value unit" lines; each
 * value is the best of five runs.
 *
 *     depths [MILLIONS]      of resumes in a run, 1 to 100
 */
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "coroutines.h"
#include "generators.h"

//! [chain]
/* A generator that delegates to one of its own kind, DEPTH - 1 times; the innermost counts. */
struct chain {
    struct generator generator;
    struct chain *inner; /* NULL: this is the innermost */
    long long count;
};

static void chain(struct generator *self)
{
    struct chain *my = (struct chain *)self;

    generator (self) {
        if (my->inner != NULL)
            yield_from(&my->inner->generator);
        for (;;)
            yield(my->count++);
    }
}
//! [chain]

//! [links]
/* The same as a coroutine that awaits one of its own kind. */
struct links {
    struct coro coro;
    int depth;
    long long count;
    int sent;
};

static void links(struct coro *self)
{
    struct links *my = (struct links *)self;

    async (self) {
        if (my->depth > 1)
            await(coro(links, .depth = my->depth - 1));
        for (;;)
            async_yield(my->sent, my->count++);
    }
}
//! [links]

#define DEPTH 10

/* Seconds for COUNT steps of a chain of DEPTH generators. */
static double time_chain(int depth, long count)
{
    struct chain chains[DEPTH];
    double start;

    for (int i = 0; i < depth; i++) {
        chains[i] = (struct chain){.generator.body = chain};
        chains[i].inner = i + 1 < depth ? &chains[i + 1] : NULL;
    }
    generator_next(&chains[0].generator);
    start = clock_monotonic();
    for (long i = 0; i < count; i++)
        generator_next(&chains[0].generator);
    return clock_monotonic() - start;
}

/* Seconds for COUNT resumes of DEPTH linked frames. Nothing to resume, for want of memory: 0. */
static double time_links(int depth, long count)
{
    struct coro_stack stack;
    double start, seconds;

    coro_stack_init(&stack, coro(links, .depth = depth));
    if (coro_resume(&stack) != 0)
        return 0;
    start = clock_monotonic();
    for (long i = 0; i < count; i++)
        coro_resume(&stack);
    seconds = clock_monotonic() - start;
    coro_stack_close(&stack);
    return seconds;
}

/* Prints one row: the best of five runs, in nanoseconds a step. */
static void row(const char *name, double (*run)(int, long), int depth, long count)
{
    double best = run(depth, count);

    for (int i = 0; i < 4; i++) {
        const double seconds = run(depth, count);

        if (seconds < best)
            best = seconds;
    }
    printf("%s-depth-%d %.1f ns\n", name, depth, best / (double)count * 1e9);
}

int main(int argc, char **argv)
{
    char *rest = "";
    const long millions = argc > 1 ? strtol(argv[1], &rest, 10) : 5;

    if (argc > 2 || *rest != '\0' || millions < 1 || millions > 100) {
        fprintf(stderr, "usage: depths [MILLIONS]   (of resumes in a run, 1 to 100)\n");
        return 2;
    }
    row("chain", time_chain, 1, millions * 1000000);
    row("chain", time_chain, DEPTH, millions * 1000000);
    row("links", time_links, 1, millions * 1000000);
    row("links", time_links, DEPTH, millions * 1000000);
    coro_free_memory();
    return 0;
}
