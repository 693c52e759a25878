/*
 * Chapter 13: Ctrl-C.
 *
 * Nothing but a coroutine around the program's own: it has the signal for as long as that one runs.
 */
#include "interrupt.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <signal.h>

#include "signals.h"

struct interruptible {
    struct coro coro;
    struct coro *main;    /* what is awaited; owned until then */
    struct task *task;    /* which runs both */
    struct loop *loop;    /* and its loop */
    struct handle handle; /* called when SIGINT has come */
    bool watching;        /* the handle is in use */
    bool interrupted;     /* SIGINT has come */
    union value result;
    int error;
};

/*
 * As soon as SIGINT has come it does again what it does by default: a second one ends the program, also if it
 * never comes back to its loop.
 */
static void interrupt_once(void)
{
    struct sigaction ours;

    if (sigaction(SIGINT, NULL, &ours) != 0)
        return;
    ours.sa_flags |= SA_RESETHAND;
    sigaction(SIGINT, &ours, NULL);
}

/* False also if main has given SIGINT a handler of its own, which takes the place of ours. */
static bool interrupt_is_watching(const struct interruptible *my)
{
    return my->watching && !handle_cancelled(&my->handle);
}

/* True if SIGINT has come, and the loop has not seen it yet. */
static bool interrupt_is_pending(const struct interruptible *my)
{
    struct sigaction now;

    return interrupt_is_watching(my) && sigaction(SIGINT, NULL, &now) == 0 &&
           now.sa_handler == SIG_DFL;
}

/* Gives the signal back. */
static void interrupt_leave(struct interruptible *my)
{
    if (interrupt_is_watching(my))
        loop_remove_signal_handler(my->loop, SIGINT);
    my->watching = false;
}

/* SIGINT has come. */
static int interrupt(void *arg)
{
    struct interruptible *my = arg;

    interrupt_leave(my);
    my->interrupted = true;
    task_cancel(my->task);
    return 0;
}

/* Watches SIGINT, unless it was told to do something else. That it can't be is no reason not to run. */
static void interrupt_begin(struct interruptible *my)
{
    struct sigaction now;

    my->task = asyncio_current_task();
    my->loop = asyncio_get_running_loop();
    handle_init(&my->handle, interrupt, my);
    if (sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler == SIG_DFL)
        my->watching = loop_add_signal_handler(my->loop, SIGINT, &my->handle) == 0;
    if (my->watching)
        interrupt_once();
}

/* What main's ERROR is for whoever called asyncio_run(). */
static int interrupt_outcome(struct interruptible *my, int error)
{
    /*
     * Exercise 13.7: a program that was interrupted, and ended with ECANCELED, was not cancelled but
     * interrupted: EINTR. Only then take Ctrl-C's request off the task's count: if one is left, somebody
     * else has cancelled it too, and it stays ECANCELED. All other errors are what they are.
     */
#ifdef SOLUTION
    if (my->interrupted && error == ECANCELED && task_uncancel(my->task) == 0)
        return EINTR;
    return error;
#else
    TODO("13.7", my, error);
#endif
}

static void interruptible(struct coro *self)
{
    struct interruptible *my = (struct interruptible *)self;
    struct coro *main;

    async (self) {
        interrupt_begin(my);
        main = my->main;
        my->main = NULL;
        await_catch(my->error, my->result, main);
        if (my->error == 0 && interrupt_is_pending(my))
            my->error = EINTR; /* it came too late to cancel anything, but it came */
        interrupt_leave(my);
        my->error = interrupt_outcome(my, my->error);
        if (my->error != 0)
            async_raise(my->error);
        async_return(my->result);
        finally
        {
            interrupt_leave(my);
            coro_drop(my->main);
        }
    }
}

struct coro *asyncio_interruptible(struct coro *main)
{
    struct coro *made = coro(interruptible, .coro.frame.cleans_up = true, .main = main);

    if (made == NULL)
        coro_drop(main);
    return made;
}
