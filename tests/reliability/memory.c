/*
 * Lets every allocation of every scenario fail: one, or that one and all that follow. The failure is
 * told as an error, nothing is left, and once there is memory again, the same loop runs a program.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "scenarios.h"
#include "task_group.h"

/*
 * True if somebody was told that there was no memory. In a program with two ends, the other one may only
 * see that the connection is gone.
 */
static bool is_told(const struct scenario *scenario, int error)
{
    if (scenario->forgives)
        return true;
    if (scenario->outside)
        return error != 0 || reports > 0;
    return error == ENOMEM || error == EXCEPTION_GROUP || reports_of_no_memory > 0;
}

/* The allocation number N fails, and HOW_MANY in all. False: there are not so many. */
static bool try(const struct scenario *scenario, long n, long how_many)
{
    char when[200];
    struct loop loop;
    struct held before = what_is_held();
    bool failed;
    int error;

    snprintf(when, sizeof when, "%s, allocation %ld fails%s", scenario->name, n,
             how_many > 1 ? ", and all that follow" : "");
    if (loop_init(&loop, NULL) != 0)
        return false;
    loop_set_exception_handler(&loop, count_reports);
    naps_begun = naps_ended = 0;
    outside = scenario->outside;
    fail_how_many = how_many;
    fail_allocation = n;
    allocations_failed = reports_of_no_memory = reports = 0;
    error = loop_run_until_complete(&loop, scenario->make(), NULL);
    failed = allocations_failed > 0;
    fail_allocation = -1;
    if (!failed && error != scenario->error)
        complain("%s: nothing failed, and the error is %d instead of %d", when, error,
                 scenario->error);
    run_until_idle(&loop, when);
    outside = false;
    if (failed && !is_told(scenario, error))
        complain("%s: nobody is told; the error is %d", when, error);
    if (naps_begun != naps_ended)
        complain("%s: %d naps have begun, and %d cleanups have run", when, naps_begun, naps_ended);
    check_loop_is_well(&loop, when);
    loop_close(&loop);
    coro_free_memory();
    check_held(before, when);
    return failed;
}

/* The same for a whole program, with a loop of its own. */
static bool try_run(const struct scenario *scenario, long n)
{
    struct held before = what_is_held();
    char when[200];
    bool failed;

    outside = scenario->outside;
    naps_begun = naps_ended = 0;
    allocations_failed = 0;
    fail_how_many = 1;
    fail_allocation = n;
    asyncio_run(scenario->make()); /* what it answers is looked at above */
    failed = allocations_failed > 0;
    fail_allocation = -1;
    outside = false;
    if (naps_begun != naps_ended)
        complain(
            "asyncio_run of %s, allocation %ld fails: %d naps have begun, and %d cleanups have run",
            scenario->name, n, naps_begun, naps_ended);
    snprintf(when, sizeof when, "asyncio_run of %s, allocation %ld fails", scenario->name, n);
    check_held(before, when);
    return failed;
}

/* Every allocation of SCENARIO. */
static void try_all(const struct scenario *scenario)
{
    long n = 0;

    while (try(scenario, n, 1)) {
        try(scenario, n, LONG_MAX);
        n++;
    }
    printf("%s: failed each of %ld allocations\n", scenario->name, n);
    n = 0;
    while (try_run(scenario, n))
        n++;
    printf("asyncio_run: failed each of %ld allocations\n", n);
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0); /* so that all of it shows if the program dies */
    processes_begin();
    for (const struct scenario *const *table = scenarios; *table != NULL; table++)
        for (const struct scenario *scenario = *table; scenario->name != NULL; scenario++)
            try_all(scenario);
    processes_end();
    return complaints > 0;
}
