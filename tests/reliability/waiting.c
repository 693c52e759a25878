/*
 * Time that passes only when the loop waits for nothing else. A wait of an hour takes no time.
 *
 * What is ready is looked for first. While a scenario has something under way outside, in a thread, in
 * another process or in the kernel, a long wait is a real one: that will end it. A short one, too, is real
 * for a moment.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <time.h>

#include "scenarios.h"

#define LONG_WAIT 3000000 /* microseconds */
#define PATIENCE  20000   /* milliseconds: then nothing comes any more */
#define MOMENT    20      /* milliseconds */

bool outside;

static long long now = 1000000000; /* microseconds */

int clock_gettime(clockid_t clock, struct timespec *time)
{
    (void)clock;
    time->tv_sec = (time_t)(now / 1000000);
    time->tv_nsec = (long)(now % 1000000) * 1000;
    return 0;
}

/* Waits with poll(), which is not replaced here. The sets stay as they are if nothing is ready. */
static int wait_really(int count, fd_set *read, fd_set *write, int milliseconds)
{
    struct pollfd polled[FD_SETSIZE];
    int polls = 0, ready = 0;

    for (int fd = 0; fd < count; fd++)
        if (FD_ISSET(fd, read) || FD_ISSET(fd, write))
            polled[polls++] =
                (struct pollfd){.fd = fd,
                                .events = (short)((FD_ISSET(fd, read) ? POLLIN : 0) |
                                                  (FD_ISSET(fd, write) ? POLLOUT : 0))};
    errno = 0;
    if (poll(polled, (nfds_t)polls, milliseconds) <= 0)
        return errno != 0 ? -1 : 0;
    for (int i = 0; i < polls; i++) {
        if ((polled[i].revents & ~POLLOUT) == 0)
            FD_CLR(polled[i].fd, read);
        if ((polled[i].revents & ~POLLIN) == 0)
            FD_CLR(polled[i].fd, write);
        ready += FD_ISSET(polled[i].fd, read) + FD_ISSET(polled[i].fd, write);
    }
    return ready;
}

int select(int count, fd_set *read, fd_set *write, fd_set *except, struct timeval *timeout)
{
    long long wait = timeout != NULL ? timeout->tv_sec * 1000000LL + timeout->tv_usec : -1;
    int found = wait_really(count, read, write, 0);

    (void)except;
    if (found == 0 && wait != 0 && outside && count > 0)
        found = wait_really(count, read, write, wait < 0 || wait > LONG_WAIT ? PATIENCE : MOMENT);
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
