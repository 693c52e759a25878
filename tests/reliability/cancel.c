/*
 * Cancels every scenario at every place: before each iteration of the loop, and there before each
 * call in its queue; once, or once more some iterations later, in the middle of the cleanup.
 *
 * Whatever the place, the cleanup of everything that has begun runs once, the done callback is called
 * once, a task that was cancelled does not end well, nothing is left, and the loop goes on.
 */
#include <errno.h>
#include <stdio.h>

#include "scenarios.h"

static char when[200]; /* which scenario, and where it was cancelled */
static struct task *task;
static int done_calls;
static int cancels_that_took;

static int is_done(void *arg)
{
    (void)arg;
    done_calls++;
    return 0;
}

static int cancels(void *arg)
{
    (void)arg;
    cancels_that_took += task_cancel(task);
    return 0;
}

/* Puts HANDLE into the queue, before the handle that stands at PLACE. False: there is no such place. */
static bool queue_at(struct loop *loop, struct handle *handle, int place)
{
    struct handle *ring = &loop->ready.ready, *next = ring->next;

    for (; place > 0; place--, next = next->next)
        if (next == ring)
            return false;
    handle->next = next;
    handle->prev = next->prev;
    next->prev->next = handle;
    next->prev = handle;
    return true;
}

/* Runs the loop for COUNT iterations. False: the task was done before. */
static bool run_for(struct loop *loop, int count)
{
    for (; count > 0 && !task_done(task); count--)
        loop_run_once(loop);
    return !task_done(task);
}

static void check_end(const struct scenario *scenario)
{
    int error = task_result(task, NULL);

    if (!task_done(task))
        complain("%s: the task is not done", when);
    else if (cancels_that_took > 0 && error != ECANCELED &&
             (error == 0 || error != scenario->error))
        complain("%s: the task ends with error %d", when, error);
    else if (cancels_that_took == 0 && error != scenario->error)
        complain("%s: undisturbed, the task ends with error %d instead of %d", when, error,
                 scenario->error);
    if (done_calls != 1)
        complain("%s: the done callback was called %d times", when, done_calls);
    if (naps_begun != naps_ended)
        complain("%s: %d naps have begun, and %d cleanups have run", when, naps_begun, naps_ended);
}

/*
 * Cancels SCENARIO after ITERATIONS, at PLACE in the queue, and, unless AGAIN is negative, so many
 * iterations later once more. False: it does not get so far.
 */
static bool try(const struct scenario *scenario, int iterations, int place, int again)
{
    struct loop loop;
    struct handle done, cancel;
    bool reached;
    struct held before = what_is_held();

    snprintf(when, sizeof when, "%s, cancelled in iteration %d before call %d, again after %d",
             scenario->name, iterations, place, again);
    loop_init(&loop, NULL);
    loop_set_exception_handler(&loop, count_reports);
    naps_begun = naps_ended = done_calls = cancels_that_took = 0;
    outside = scenario->outside;
    task = loop_create_task(&loop, scenario->make());
    handle_init(&done, is_done, NULL);
    task_add_done_callback(task, &done);
    handle_init(&cancel, cancels, NULL);
    reached = run_for(&loop, iterations) && queue_at(&loop, &cancel, place);
    if (reached && again >= 0 && run_for(&loop, again + 1))
        cancels_that_took += task_cancel(task);
    run_until_idle(&loop, when);
    check_end(scenario);
    task_release(task);
    outside = false;
    check_loop_is_well(&loop, when);
    loop_close(&loop);
    coro_free_memory();
    check_held(before, when);
    return reached;
}

/* Every place of one scenario. Returns how many there were. */
static int try_all(const struct scenario *scenario)
{
    const int agains = scenario->outside ? 2 : 4;
    int places = 0;

    for (int iterations = 0;; iterations++) {
        int place = 0;

        while (try(scenario, iterations, place, -1)) {
            for (int again = 0; again < agains; again++)
                try(scenario, iterations, place, again);
            place++;
            places++;
        }
        if (place == 0)
            return places;
    }
}

/* ---- asyncio_run() ------------------------------------------------------------------------------ */

/*
 * Leaves a task behind, and waits; somebody cancels it after some turns, of which some take half a second:
 * each fourth, or, where everything else takes real time, few.
 */
struct program {
    struct coro coro;
    const struct scenario *scenario;
    int turns;
};

struct canceller {
    struct coro coro;
    struct task *victim;
    int turns, i, often;
};

static void canceller(struct coro *self)
{
    struct canceller *my = (struct canceller *)self;

    async (self) {
        for (my->i = 0; my->i < my->turns; my->i++)
            await(asyncio_sleep(my->i % my->often == my->often - 1 ? 0.5 : 0));
        task_cancel(my->victim);
    }
}

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        loop_set_exception_handler(asyncio_get_running_loop(), count_reports);
        task_release(
            asyncio_create_task(coro(canceller, .victim = asyncio_current_task(),
                                     .turns = my->turns, .often = my->scenario->outside ? 32 : 4)));
        task_release(asyncio_create_task(my->scenario->make()));
        await(my->scenario->make());
    }
}

/* Every turn at which main can be cancelled. Returns how many there are. */
static int try_run(const struct scenario *scenario)
{
    int turns = 0, error;

    outside = scenario->outside;
    do {
        struct held before = what_is_held();

        snprintf(when, sizeof when, "asyncio_run of %s, cancelled after %d turns", scenario->name,
                 turns);
        naps_begun = naps_ended = 0;
        error = asyncio_run(coro(program, .scenario = scenario, .turns = turns));
        if (error != scenario->error && error != ECANCELED)
            complain("%s: it ends with error %d", when, error);
        if (naps_begun != naps_ended)
            complain("%s: %d naps, %d cleanups", when, naps_begun, naps_ended);
        check_held(before, when);
        turns++;
    } while (error == ECANCELED && turns < 1000);
    outside = false;
    return turns;
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0); /* so that all of it shows if the program dies */
    processes_begin();
    for (const struct scenario *const *table = scenarios; *table != NULL; table++)
        for (const struct scenario *scenario = *table; scenario->name != NULL; scenario++) {
            printf("%s: cancelled at %d places\n", scenario->name, try_all(scenario));
            printf("asyncio_run: cancelled at %d places\n", try_run(scenario));
        }
    processes_end();
    return complaints > 0;
}
