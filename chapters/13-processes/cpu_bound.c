/*
 * Chapter 13: work that keeps a processor busy, first in the loop, then in other processes.
 *
 *     cpu_bound [MILLIONS]                   how far to count primes; 4 without one
 *
 * A ticker is to tick every 50 milliseconds meanwhile, and tells what became of that.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "gather.h"
#include "interrupt.h"
#include "process_pool.h"

#define PARTS 8 /* the work is cut into so many jobs */
#define TICK  0.05

//! [primes]
/* Counts the primes from `from` to `to`. All that it needs is in here, so it can be sent somewhere else. */
struct primes {
    long from, to;
    long count;
};

static bool is_prime(long number)
{
    for (long divisor = 2; divisor * divisor <= number; divisor++)
        if (number % divisor == 0)
            return false;
    return number > 1;
}

static int count_primes(void *arg, union value *result)
{
    struct primes *primes = arg;

    for (long number = primes->from; number < primes->to; number++)
        primes->count += is_prime(number);
    *result = value_of(primes->count);
    return 0;
}
//! [primes]

//! [ticker]
/* Ticks, and remembers the longest time between two ticks. */
struct ticker {
    struct coro coro;
    int *ticks;
    double *longest;
    double last;
};

static void ticker(struct coro *self)
{
    struct ticker *my = (struct ticker *)self;
    double now;

    async (self) {
        my->last = loop_time(asyncio_get_running_loop());
        for (;;) {
            await(asyncio_sleep(TICK));
            now = loop_time(asyncio_get_running_loop());
            if (now - my->last > *my->longest)
                *my->longest = now - my->last;
            my->last = now;
            ++*my->ticks;
        }
    }
}
//! [ticker]

struct program {
    struct coro coro;
    struct process_pool *pool;
    long limit;
    struct primes parts[PARTS];
    long counts[PARTS];
    struct task *ticker;
    int ticks;
    double longest;
    double begun;
    int i;
};

/* Cuts the work into parts. The last numbers take longest, so every part gets some of each size. */
static void program_begin(struct program *my)
{
    for (int i = 0; i < PARTS; i++)
        my->parts[i] =
            (struct primes){.from = my->limit / PARTS * i, .to = my->limit / PARTS * (i + 1)};
    my->ticks = 0;
    my->longest = 0;
    my->begun = loop_time(asyncio_get_running_loop());
    my->ticker = asyncio_create_task(coro(ticker, .ticks = &my->ticks, .longest = &my->longest));
}

static void program_end(struct program *my, const char *where)
{
    double seconds = loop_time(asyncio_get_running_loop()) - my->begun;
    long count = 0;

    for (int i = 0; i < PARTS; i++)
        count += my->counts[i];
    printf("%s: %ld primes in %.2f seconds; %d ticks, the longest wait for one %.2f seconds\n",
           where, count, seconds, my->ticks, my->longest);
    if (my->ticker != NULL)
        task_cancel(my->ticker);
    task_release(my->ticker);
    my->ticker = NULL;
}

//! [program]
static struct coro *in_the_pool(struct program *my, int part)
{
    return process_pool_run(my->pool, count_primes, &my->parts[part], sizeof my->parts[part]);
}

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;
    union value value;

    async (self) {
        program_begin(my);
        for (my->i = 0; my->i < PARTS; my->i++) {
            await(asyncio_sleep(0)); /* a turn for the ticker: it can't have more */
            count_primes(&my->parts[my->i], &value);
            my->counts[my->i] = my->parts[my->i].count;
        }
        program_end(my, "in the loop");

        program_begin(my);
        await(asyncio_gather(my->counts, in_the_pool(my, 0), in_the_pool(my, 1), in_the_pool(my, 2),
                             in_the_pool(my, 3), in_the_pool(my, 4), in_the_pool(my, 5),
                             in_the_pool(my, 6), in_the_pool(my, 7)));
        program_end(my, "in processes");
        finally
        {
            task_release(my->ticker);
        }
    }
}
//! [program]

int main(int argc, char **argv)
{
    long millions = argc > 1 ? atol(argv[1]) : 4;
    struct process_pool pool;
    int error =
        process_pool_init(&pool, 0); /* first of all: the workers are copies of what is here now */

    if (error != 0 || millions < 1 || millions > 1000) {
        fprintf(stderr, "cpu_bound: %s\n", error != 0 ? strerror(error) : "1 to 1000 million");
        if (error == 0)
            process_pool_destroy(&pool);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("%u workers\n", pool.count);
    error = asyncio_run(coro(program, .pool = &pool, .limit = millions * 1000000));
    if (error != 0)
        fprintf(stderr, "cpu_bound: %s\n", strerror(error));
    process_pool_destroy(&pool);
    coro_free_memory();
    return error != 0;
}
