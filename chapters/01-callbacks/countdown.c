/*
 * Chapter 1: three countdowns taking turns. No thread, no clock: only the ready queue.
 *
 * A countdown is a callback that says its number and queues itself again for the next one. The first
 * to reach zero calls the others off, although they may stand in the very batch that is running.
 *
 *     countdown [FROM [FROM [FROM]]]      the numbers to count from, 1 to 99
 */
#include <stdio.h>
#include <stdlib.h>

#include "callbacks.h"

#define COUNTDOWNS 3

//! [countdown]
struct countdown {
    struct handle handle; /* its place in the queue */
    const char *name;
    int left; /* the next number to say */
    struct launch *launch;
};

struct launch {
    struct ready_queue queue;
    struct countdown countdowns[COUNTDOWNS];
};
//! [countdown]

//! [lift_off]
/* WINNER takes off; every other countdown that still waits for its turn loses it. */
static void lift_off(struct countdown *winner)
{
    printf("  %s lifts off", winner->name);
    for (int i = 0; i < COUNTDOWNS; i++) {
        struct countdown *other = &winner->launch->countdowns[i];

        if (handle_is_queued(&other->handle)) {
            handle_cancel(&other->handle);
            printf(", %s is called off", other->name);
        }
    }
}
//! [lift_off]

//! [step]
/* One turn: say a number, and ask for the next turn. */
static int countdown_step(void *arg)
{
    struct countdown *my = arg;

    if (my->left == 0) {
        lift_off(my);
        return 0;
    }
    printf("  %s %2d", my->name, my->left--);
    ready_push(&my->launch->queue, &my->handle);
    return 0;
}
//! [step]

static int usage(void)
{
    fprintf(stderr, "usage: countdown [FROM [FROM [FROM]]]   (numbers from 1 to 99)\n");
    return 2;
}

/* Reads a number from 1 to 99; 0 if TEXT is anything else. */
static int number(const char *text)
{
    char *end;
    const long value = strtol(text, &end, 10);

    return *end == '\0' && value >= 1 && value <= 99 ? (int)value : 0;
}

//! [main]
/* Runs batch after batch, until nobody asks for another turn. */
static void launch_run(struct launch *launch)
{
    size_t calls = 0;
    int batches = 0;

    while (!ready_is_empty(&launch->queue)) {
        printf("batch %d:", ++batches);
        calls += ready_run(&launch->queue);
        printf("\n");
    }
    printf("%zu calls in %d batches\n", calls, batches);
}
//! [main]

int main(int argc, char **argv)
{
    static const char *const names[COUNTDOWNS] = {"Ada", "Bob", "Cyd"};
    int from[COUNTDOWNS] = {3, 5, 4};
    struct launch launch;

    if (argc > 1 + COUNTDOWNS)
        return usage();
    for (int i = 1; i < argc; i++)
        if ((from[i - 1] = number(argv[i])) == 0)
            return usage();

    ready_init(&launch.queue);
    for (int i = 0; i < COUNTDOWNS; i++) {
        struct countdown *my = &launch.countdowns[i];

        *my = (struct countdown){.name = names[i], .left = from[i], .launch = &launch};
        handle_init(&my->handle, countdown_step, my);
        ready_push(&launch.queue, &my->handle);
    }
    launch_run(&launch);
    return 0;
}
