/*
 * The virtual clock and the virtual selector. Chapter 3 and later.
 *
 * Only a wait moves the clock, and it moves it exactly to the moment that ends the wait.
 */
#include "exercise.h"
#include "hang.h"
#include "harness.h"
#include "virtual.h"

#include <math.h>
#include <string.h>

#define ENTRIES_MAX 2048

/* A descriptor and the events that it is registered for. */
struct registration {
    int fd;
    int events;
};

/* From WHEN on FD is ready for EVENTS. */
struct readiness {
    double when;
    int fd;
    int events;
};

static struct {
    int test;                /* that all this belongs to */
    const struct loop *loop; /* whose timers are waited for; NULL: a selector alone */
    double now;
    int polls;
    double last_timeout;
    int error;          /* of the next selector_select() */
    int register_error; /* of the next register_fd */
    int registered_count, ready_count;
    struct registration registered[ENTRIES_MAX]; /* in the order of their numbers */
    struct readiness ready[ENTRIES_MAX];
    struct selector_event found[ENTRIES_MAX];
} state;

/* Each test begins at time 0, with nothing registered and nothing ready. */
static void state_renew(void)
{
    if (state.test == test_number())
        return;
    memset(&state, 0, sizeof state);
    state.test = test_number();
}

/* ---- The clock ------------------------------------------------------------------------------ */

double virtual_time(void)
{
    state_renew();
    return state.now;
}

void virtual_advance(double seconds)
{
    state_renew();
    state.now += seconds;
}

/*
 * Moves the clock by SECONDS. The loop computed them as deadline - now, and the sum of that and now is
 * not always the deadline again: 0.1 s + 0.2 s is a hair more than 0.3 s. Who wakes a hair early has
 * to wait again, so the clock moves to the deadline itself where it is that near.
 */
static void clock_sleep(double seconds)
{
    const double sum = state.now + seconds;
    const struct timer_heap *timers = state.loop != NULL ? &state.loop->timers : NULL;

    if (timers != NULL && timers->count > 0 && fabs(timers->slots[0].when - sum) < 1e-14 * sum)
        state.now = timers->slots[0].when;
    else
        state.now = sum;
}

/* ---- What is ready, and when ---------------------------------------------------------------- */

void virtual_ready_at(double when, int fd, int events)
{
    state_renew();
    if (state.ready_count == ENTRIES_MAX)
        expect_failed(__FILE__, __LINE__, "the test fits the virtual selector",
                      "more than %d calls of virtual_ready_at()", ENTRIES_MAX);
    state.ready[state.ready_count++] = (struct readiness){when, fd, events};
}

void virtual_quiet(int fd)
{
    int kept = 0;

    state_renew();
    for (int i = 0; i < state.ready_count; i++)
        if (state.ready[i].fd != fd)
            state.ready[kept++] = state.ready[i];
    state.ready_count = kept;
}

/* The first moment, from now on, at which a registered descriptor is ready; infinity: never. */
static double next_readiness(void)
{
    double next = INFINITY;

    for (int i = 0; i < state.ready_count; i++) {
        const struct readiness *ready = &state.ready[i];

        if ((virtual_registered(ready->fd) & ready->events) != 0 && ready->when < next)
            next = ready->when;
    }
    return next > state.now ? next : state.now;
}

/* The events for which FD is ready now. */
static int ready_now(int fd)
{
    int events = 0;

    for (int i = 0; i < state.ready_count; i++)
        if (state.ready[i].fd == fd && state.ready[i].when <= state.now)
            events |= state.ready[i].events;
    return events;
}

/* ---- The selector --------------------------------------------------------------------------- */

static int virtual_create(struct selector *selector)
{
    state_renew();
    state.registered_count = 0;
    selector->state = &state;
    selector->ready = state.found;
    return 0;
}

static void virtual_destroy(struct selector *selector)
{
    (void)selector;
    state.registered_count = 0;
    state.loop = NULL;
}

/* The place of FD in the table, or the place where it belongs. */
static int registration_of(int fd)
{
    int low = 0, high = state.registered_count;

    while (low < high) {
        const int middle = (low + high) / 2;

        if (state.registered[middle].fd < fd)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_registered(int fd, int index)
{
    return index < state.registered_count && state.registered[index].fd == fd;
}

int virtual_registered(int fd)
{
    int index;

    state_renew();
    index = registration_of(fd);
    return is_registered(fd, index) ? state.registered[index].events : 0;
}

static int virtual_register(struct selector *selector, int fd, int events)
{
    const int index = registration_of(fd), error = state.register_error;
    struct registration *place = &state.registered[index];

    (void)selector;
    state.register_error = 0;
    if (error != 0)
        return error;
    if (!is_registered(fd, index)) {
        if (state.registered_count == ENTRIES_MAX)
            return ENOMEM;
        memmove(place + 1, place, (size_t)(state.registered_count - index) * sizeof *place);
        state.registered_count++;
    }
    *place = (struct registration){fd, events};
    return 0;
}

static int virtual_unregister(struct selector *selector, int fd)
{
    const int index = registration_of(fd);
    struct registration *place = &state.registered[index];

    (void)selector;
    if (!is_registered(fd, index))
        return 0;
    state.registered_count--;
    memmove(place, place + 1, (size_t)(state.registered_count - index) * sizeof *place);
    return 0;
}

static void collect(struct selector *selector)
{
    for (int i = 0; i < state.registered_count; i++) {
        const struct registration *registered = &state.registered[i];
        const int events = registered->events & ready_now(registered->fd);

        if (events != 0)
            selector->ready[selector->ready_count++] =
                (struct selector_event){.fd = registered->fd, .events = events};
    }
}

/* Lets the time pass until something is ready, or TIMEOUT is over. */
static void wait_for(double timeout)
{
    const double next = next_readiness();
    const double limit = timeout < 0 ? INFINITY : timeout;

    if (isinf(next) && isinf(limit))
        hang_report(
            "every wait comes to an end: here is no timeout, and nothing will become ready");
    if (next - state.now <= limit)
        state.now = next;
    else
        clock_sleep(limit);
}

static int virtual_select(struct selector *selector, double timeout)
{
    const int error = state.error;

    state.polls++;
    state.last_timeout = timeout;
    state.error = 0;
    if (error != 0)
        return error;
    wait_for(timeout);
    collect(selector);
    return 0;
}

const struct selector_ops virtual_selector = {
    .name = "virtual",
    .create = virtual_create,
    .destroy = virtual_destroy,
    .register_fd = virtual_register,
    .unregister_fd = virtual_unregister,
    .select = virtual_select,
};

/* ---- For tests ------------------------------------------------------------------------------ */

void virtual_loop_init(struct loop *loop)
{
    expect_error(loop_init(loop, &virtual_selector), 0, "a loop can be made");
    loop->time = virtual_time;
    state.loop = loop;
    hang_shows_loop(loop);
}

void virtual_takes_over(struct loop *loop)
{
    selector_destroy(&loop->selector);
    expect_error(selector_create(&loop->selector, &virtual_selector), 0, "a selector can be made");
    loop->time = virtual_time;
    state.loop = loop;
    hang_shows_loop(loop);
}

void virtual_fail(int error)
{
    state_renew();
    state.error = error;
}

void virtual_fail_register(int error)
{
    state_renew();
    state.register_error = error;
}

int virtual_polls(void)
{
    state_renew();
    return state.polls;
}

double virtual_last_timeout(void)
{
    state_renew();
    return state.last_timeout;
}
