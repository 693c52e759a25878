/*
 * Lets every allocation of every scenario fail: one, or that one and all that follow. The failure is
 * told as an error, nothing is left, and once there is memory again, the same loop runs a program.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "scenarios.h"
#include "task_group.h"

/* The allocation number N fails, and HOW_MANY in all. False: there are not so many. */
static bool try(const struct scenario *scenario, long n, long how_many)
{
    char when[200];
    struct loop loop;
    long blocks = blocks_in_use;
    bool failed;
    int error;

    snprintf(when, sizeof when, "%s, allocation %ld fails%s", scenario->name, n,
             how_many > 1 ? ", and all that follow" : "");
    if (loop_init(&loop, NULL) != 0)
        return false;
    loop_set_exception_handler(&loop, count_reports);
    naps_begun = naps_ended = 0;
    fail_how_many = how_many;
    fail_allocation = n;
    allocations_failed = reports_of_no_memory = 0;
    error = loop_run_until_complete(&loop, scenario->make(), NULL);
    failed = allocations_failed > 0;
    fail_allocation = -1;
    if (!failed && error != scenario->error)
        complain("%s: nothing failed, and the error is %d instead of %d", when, error,
                 scenario->error);
    run_until_idle(&loop, when);
    if (failed && error != ENOMEM && error != EXCEPTION_GROUP && reports_of_no_memory == 0)
        complain("%s: nobody is told; the error is %d", when, error);
    if (naps_begun != naps_ended)
        complain("%s: %d naps have begun, and %d cleanups have run", when, naps_begun, naps_ended);
    check_loop_is_well(&loop, when);
    loop_close(&loop);
    coro_free_memory();
    if (blocks_in_use != blocks)
        complain("%s: %ld blocks of memory are not given back", when, blocks_in_use - blocks);
    return failed;
}

/* The same for a whole program, with a loop of its own. */
static bool try_run(const struct scenario *scenario, long n)
{
    long blocks = blocks_in_use;
    bool failed;

    naps_begun = naps_ended = 0;
    allocations_failed = 0;
    fail_how_many = 1;
    fail_allocation = n;
    asyncio_run(scenario->make()); /* what it answers is looked at above */
    failed = allocations_failed > 0;
    fail_allocation = -1;
    if (naps_begun != naps_ended)
        complain(
            "asyncio_run of %s, allocation %ld fails: %d naps have begun, and %d cleanups have run",
            scenario->name, n, naps_begun, naps_ended);
    if (blocks_in_use != blocks)
        complain("asyncio_run of %s, allocation %ld fails: %ld blocks are not given back",
                 scenario->name, n, blocks_in_use - blocks);
    return failed;
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0); /* so that all of it shows if the program dies */
    for (size_t i = 0; i < scenario_count; i++) {
        long n = 0;

        while (try(&scenarios[i], n, 1)) {
            try(&scenarios[i], n, LONG_MAX);
            n++;
        }
        printf("%s: failed each of %ld allocations\n", scenarios[i].name, n);
        n = 0;
        while (try_run(&scenarios[i], n))
            n++;
        printf("asyncio_run: failed each of %ld allocations\n", n);
    }
    return complaints > 0;
}
