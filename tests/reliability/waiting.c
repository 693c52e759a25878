/*
 * Time that passes only when the loop waits for nothing else. A wait of an hour takes no time.
 *
 * What is ready is looked for first. While a scenario has something under way outside, in a thread, in
 * another process or in the kernel, a long wait is a real one: that will end it. A short one, too, is real
 * for a moment.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <time.h>

#include "scenarios.h"

#define LONG_WAIT 3000000 /* microseconds */
#define PATIENCE  20      /* seconds: then nothing comes any more */
#define MOMENT    20000000 /* nanoseconds */

bool outside;

static long long now = 1000000000; /* microseconds */

int clock_gettime(clockid_t clock, struct timespec *time)
{
    (void)clock;
    time->tv_sec = (time_t)(now / 1000000);
    time->tv_nsec = (long)(now % 1000000) * 1000;
    return 0;
}

/* The real call, which leaves the sets as they are if nothing is ready. */
static int wait_really(int count, fd_set *read, fd_set *write, struct timespec wait)
{
    fd_set readers = *read, writers = *write;
    int found = pselect(count, &readers, &writers, NULL, &wait, NULL);

    if (found > 0) {
        *read = readers;
        *write = writers;
    }
    return found;
}

int select(int count, fd_set *read, fd_set *write, fd_set *except, struct timeval *timeout)
{
    long long wait = timeout != NULL ? timeout->tv_sec * 1000000LL + timeout->tv_usec : -1;
    int found = wait_really(count, read, write, (struct timespec){0});

    (void)except;
    if (found == 0 && wait != 0 && outside && count > 0)
        found = wait_really(count, read, write,
                            wait < 0 || wait > LONG_WAIT
                                ? (struct timespec){.tv_sec = PATIENCE}
                                : (struct timespec){.tv_nsec = MOMENT});
    if (found != 0)
        return found;
    FD_ZERO(read);
    FD_ZERO(write);
    if (wait < 0) {
        printf("the loop waits, and nothing can wake it\n");
        exit(1);
    }
    now += wait;
    return 0;
}
