/*
 * Chapter 3: waiting with select().
 *
 * The oldest of the calls that wait for many descriptors, and the one that every system has. Each
 * call copies the sets in and out and walks all numbers up to the highest one: O(highest), however
 * few are ready. Chapter 14 measures what that costs.
 */
#include "selector.h"
#include "todo.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/select.h>

#include "clock.h"

int selector_create(struct selector *selector, const struct selector_ops *ops)
{
    *selector = (struct selector){.ops = ops};
    return ops->create(selector);
}

void selector_destroy(struct selector *selector)
{
    selector->ops->destroy(selector);
    *selector = (struct selector){0};
}

int selector_register(struct selector *selector, int fd, int events)
{
    if (fd < 0)
        return EBADF;
    if (events == 0 || (events & ~(EVENT_READ | EVENT_WRITE)) != 0)
        return EINVAL;
    return selector->ops->register_fd(selector, fd, events);
}

int selector_unregister(struct selector *selector, int fd)
{
    return fd < 0 ? EBADF : selector->ops->unregister_fd(selector, fd);
}

int selector_select(struct selector *selector, double timeout)
{
    selector->ready_count = 0;
    return selector->ops->select(selector, timeout);
}

/* What the select() backend remembers. An fd_set is a row of FD_SETSIZE bits, and no more. */
struct select_state {
    fd_set readers;                          /* registered for EVENT_READ */
    fd_set writers;                          /* registered for EVENT_WRITE */
    int highest;                             /* no descriptor above it is registered; -1: none is */
    struct selector_event ready[FD_SETSIZE]; /* where selector->ready points */
};

static int select_create(struct selector *selector)
{
    struct select_state *state = malloc(sizeof *state);

    if (state == NULL)
        return ENOMEM;
    FD_ZERO(&state->readers);
    FD_ZERO(&state->writers);
    state->highest = -1;
    selector->state = state;
    selector->ready = state->ready;
    return 0;
}

static void select_destroy(struct selector *selector)
{
    free(selector->state);
}

static int select_register(struct selector *selector, int fd, int events)
{
    struct select_state *state = selector->state;

    /*
     * Exercise 3.1: set or clear FD's bit in each of the two sets, as EVENTS says, and keep
     * `highest`. FD_SET() with a descriptor of FD_SETSIZE or above writes past the set: refuse it.
     */
    TODO("3.1", state, fd, events);
}

static int select_unregister(struct selector *selector, int fd)
{
    struct select_state *state = selector->state;

    /* Exercise 3.2: clear FD's bits, and lower `highest` to the highest descriptor that is left. */
    TODO("3.2", state, fd);
}

/* Turns the bits that select() left in the two sets into the list of events. */
static void collect_ready(struct selector *selector, const fd_set *readers, const fd_set *writers)
{
    const struct select_state *state = selector->state;

    for (int fd = 0; fd <= state->highest; fd++) {
        int events =
            (FD_ISSET(fd, readers) ? EVENT_READ : 0) | (FD_ISSET(fd, writers) ? EVENT_WRITE : 0);

        if (events != 0)
            selector->ready[selector->ready_count++] =
                (struct selector_event){.fd = fd, .events = events};
    }
}

static int select_select(struct selector *selector, double timeout)
{
    struct select_state *state = selector->state;
    fd_set readers = state->readers,
           writers = state->writers; /* select() changes what it is given */

    /*
     * Exercise 3.3: call select() for TIMEOUT seconds (clock_ticks() rounds; a null pointer waits
     * without end), then collect_ready(). A signal (EINTR) is no event and no error; any other
     * failure is returned.
     */
    TODO("3.3", selector, timeout, state, &readers, &writers, collect_ready, clock_ticks);
}

const struct selector_ops select_selector = {
    .name = "select",
    .create = select_create,
    .destroy = select_destroy,
    .register_fd = select_register,
    .unregister_fd = select_unregister,
    .select = select_select,
};
