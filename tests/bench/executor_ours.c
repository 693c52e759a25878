/*
 * This course's library: as many coroutines as there are jobs under way, each of which awaits one after
 * the other.
 */
#include "executor_rows.h"

#include <stdint.h>

#include "gather.h"
#include "run_in_executor.h"

static int job(void *arg, union value *result)
{
    *result = value_of((long)(intptr_t)arg);
    return 0;
}

struct traveller {
    struct coro coro;
    struct executor *executor;
    long number;
};

static void traveller(struct coro *self)
{
    struct traveller *my = (struct traveller *)self;

    async (self) {
        while ((my->number = trip_begins()) != 0) {
            await(my->number, loop_run_in_executor(asyncio_get_running_loop(), my->executor, job,
                                                   (void *)(intptr_t)my->number));
            trip_ends(my->number);
        }
    }
}

struct travellers {
    struct coro coro;
    struct executor *executor;
    int count;
};

/* One coroutine for each job that is under way. */
static struct coro *all_travellers(struct executor *executor, int count)
{
    struct awaitable all[MOST_OUTSTANDING];

    for (int i = 0; i < count; i++)
        all[i] = awaitable_of(coro(traveller, .executor = executor));
    return asyncio_gather_array(results_of(NULL), NULL, all, (size_t)count);
}

static void travellers(struct coro *self)
{
    struct travellers *my = (struct travellers *)self;

    async (self) {
        await(all_travellers(my->executor, my->count));
    }
}

void bench_trips(int outstanding)
{
    static struct thread_pool pool;
    static bool begun;

    if (!begun)
        require(thread_pool_init(&pool, WORKERS) == 0, "no pool");
    begun = true;
    require(asyncio_run(coro(travellers, .executor = &pool.executor, .count = outstanding)) == 0,
            "the run failed");
}
