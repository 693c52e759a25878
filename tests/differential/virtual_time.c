/*
 * Time that passes only when the loop waits: what the library asks the system for, answered here. A
 * wait of an hour takes no time. common.py does the same in Python.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <time.h>

static long long now = 1000000000; /* microseconds: what select() counts in */

int clock_gettime(clockid_t clock, struct timespec *time)
{
    (void)clock;
    time->tv_sec = (time_t)(now / 1000000);
    time->tv_nsec = (long)(now % 1000000) * 1000;
    return 0;
}

/* Nothing is ever ready: the programs here have no descriptors. */
int select(int count, fd_set *read, fd_set *write, fd_set *except, struct timeval *timeout)
{
    (void)count, (void)read, (void)write, (void)except;
    if (timeout == NULL) {
        fflush(stdout);
        fprintf(stderr, "the loop waits, and nothing can wake it\n");
        exit(1);
    }
    now += timeout->tv_sec * 1000000LL + timeout->tv_usec;
    return 0;
}
