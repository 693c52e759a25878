/*
 * libuv: uv_queue_work(), whose threads are the library's own.
 */
#include "executor_rows.h"

#include <stdlib.h>
#include <uv.h>

struct trip {
    uv_work_t work; /* first: the callbacks get its address */
    long number, result;
};

static void in_thread(uv_work_t *work)
{
    struct trip *trip = (struct trip *)work;

    trip->result = trip->number;
}

static void back_in_loop(uv_work_t *work, int status);

static void next_trip(struct trip *trip)
{
    trip->number = trip_begins();
    if (trip->number != 0)
        require(uv_queue_work(uv_default_loop(), &trip->work, in_thread, back_in_loop) == 0,
                "uv_queue_work failed");
}

static void back_in_loop(uv_work_t *work, int status)
{
    struct trip *trip = (struct trip *)work;

    require(status == 0, "a job was cancelled");
    trip_ends(trip->result);
    next_trip(trip);
}

void bench_trips(int outstanding)
{
    static struct trip all[MOST_OUTSTANDING];

    require(setenv("UV_THREADPOOL_SIZE", "2", 1) == 0, "out of memory");
    for (int i = 0; i < outstanding; i++)
        next_trip(&all[i]);
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
