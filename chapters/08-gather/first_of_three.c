/*
 * Chapter 8: three mirrors have the same file. The first that answers is enough, and the others are
 * told to stop; one that is down does not count; and there is only so much time.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "timeout.h"
#include "wait.h"

#define MIRRORS 3

struct mirror {
    const char *name;
    double seconds; /* so long it takes */
    bool is_up;
};

static const struct mirror mirrors[MIRRORS] = {
    {"north", 0.6, true},
    {"south", 0.1, false},
    {"west", 0.3, true},
};

//! [fetch]
/* Gets the file from one mirror. Its result is the mirror's name. */
struct fetch {
    struct coro coro;
    const struct mirror *mirror;
    int error;
};

static void fetch(struct coro *self)
{
    struct fetch *my = (struct fetch *)self;

    async (self) {
        await_catch(my->error, asyncio_sleep(my->mirror->seconds));
        if (my->error == ECANCELED)
            printf("  %s is told to stop\n", my->mirror->name);
        if (my->error != 0)
            async_raise(my->error);
        if (!my->mirror->is_up) {
            printf("  %s is down\n", my->mirror->name);
            async_raise(ECONNREFUSED);
        }
        async_return(my->mirror->name);
    }
}
//! [fetch]

//! [first_answer]
/* Asks all mirrors at once. Its result is the first answer that is no error. */
struct first_answer {
    struct coro coro;
    struct task *tasks[MIRRORS]; /* those that are done first; see asyncio_wait() */
    int begun;                   /* how many there are */
    int failed;                  /* how many of them have failed */
    int done;
    int error;
    const char *answer;
};

/* Makes a task for each mirror. */
static int first_answer_begin(struct first_answer *my)
{
    for (; my->begun < MIRRORS; my->begun++) {
        my->tasks[my->begun] = asyncio_create_task(coro(fetch, .mirror = &mirrors[my->begun]));
        if (my->tasks[my->begun] == NULL)
            return ENOMEM;
    }
    return 0;
}

/* Looks through the tasks that were done in the last wait, for one that has not failed. */
static bool first_answer_found(struct first_answer *my)
{
    union value result;

    for (int end = my->failed + my->done; my->failed < end; my->failed++)
        if (task_result(my->tasks[my->failed], &result) == 0) {
            value_into(my->answer, result);
            return true;
        }
    return false;
}

static void first_answer_cancel(struct first_answer *my)
{
    for (int i = 0; i < my->begun; i++)
        task_cancel(my->tasks[i]);
}

static void first_answer_release(struct first_answer *my)
{
    for (int i = 0; i < my->begun; i++)
        task_release(my->tasks[i]);
}

static void first_answer(struct coro *self)
{
    struct first_answer *my = (struct first_answer *)self;

    async (self) {
        my->error = first_answer_begin(my);
        if (my->error != 0)
            async_raise(my->error);
        while (my->failed < my->begun) {
            await(my->done, asyncio_wait(my->tasks + my->failed, my->begun - my->failed, NO_TIMEOUT,
                                         ASYNCIO_FIRST_COMPLETED));
            if (first_answer_found(my))
                async_return(my->answer);
        }
        async_raise(ECONNREFUSED);
        finally {
            first_answer_cancel(my);
            await_catch(my->error,
                        asyncio_wait(my->tasks, my->begun, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED));
            first_answer_release(my);
            if (my->error == ECANCELED)
                async_raise(ECANCELED); /* told to stop while it cleaned up */
        }
    }
}
//! [first_answer]

//! [in_time]
/* The same, in so many seconds. */
struct in_time {
    struct coro coro;
    double seconds;
    struct timeout timeout;
    const char *mirror;
};

static void in_time(struct coro *self)
{
    struct in_time *my = (struct in_time *)self;

    async (self) {
        asyncio_timeout (&my->timeout, my->seconds) {
            await(my->mirror, coro(first_answer));
            printf("  %s has answered\n", my->mirror);
        }
    }
}

struct program {
    struct coro coro;
    int round;
    int error;
};

static void program(struct coro *self)
{
    static const double seconds[] = {1.0, 0.2};
    struct program *my = (struct program *)self;

    async (self) {
        for (; my->round < 2; my->round++) {
            printf("%.1f seconds to wait:\n", seconds[my->round]);
            await_catch(my->error, coro(in_time, .seconds = seconds[my->round]));
            if (my->error == ETIMEDOUT)
                printf("  nobody has answered in time\n");
            else if (my->error != 0)
                async_raise(my->error);
        }
    }
}
//! [in_time]

int main(void)
{
    int error;

    setvbuf(stdout, NULL, _IOLBF, 0); /* a line shows when it is written, also in a pipe */
    error = asyncio_run(coro(program));
    if (error != 0)
        fprintf(stderr, "first_of_three: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
