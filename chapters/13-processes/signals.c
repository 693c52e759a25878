/*
 * Chapter 13: signals.
 *
 * The pipe is that of chapter 9 once more, with a signal handler in place of another thread. A lock would
 * not do here: the handler may have interrupted the very code that holds it. So what the two sides share is
 * one flag for each signal, and flags of this kind are the one thing that C lets a handler set.
 */
#include "signals.h"
#include "todo.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "sockets.h"

/* The loop's signals, of which there are one at a time; NULL: nobody has them. */
static _Atomic(struct signals *) in_charge;

/* Which signals have come since the loop last looked. */
static atomic_bool arrived[SIGNALS_END];

/* The pipe's end for the handler; -1: there is none. */
static atomic_int wake_fd = -1;

_Static_assert(ATOMIC_BOOL_LOCK_FREE == 2 && ATOMIC_INT_LOCK_FREE == 2,
               "a handler may use atomics only if they need no lock");

/* ---- The handler ----------------------------------------------------------------------------- */

/* Runs between any two instructions of the program, in any thread that lets signals in. */
static void signal_arrived(int signum)
{
    /*
     * Exercise 13.1: mark SIGNUM as arrived, then write one byte into the pipe: wake_fd. A full pipe is
     * fine, the loop is awake then. Whoever was interrupted may be about to look at errno: leave it as it
     * was. Atomics are read and written like other variables.
     */
    TODO("13.1", signum, arrived, wake_fd);
}

void signals_forget(void)
{
    struct sigaction now, standard = {.sa_handler = SIG_DFL};

    for (int signum = 1; signum < SIGNALS_END; signum++)
        if (sigaction(signum, NULL, &now) == 0 && now.sa_handler == signal_arrived)
            sigaction(signum, &standard, NULL);
    wake_fd = -1;
    in_charge = NULL; /* a loop of the child's own may have them */
}

/* ---- The pipe -------------------------------------------------------------------------------- */

/* Takes every byte out. */
static void pipe_drain(int fd)
{
    char bytes[64];
    ssize_t size;

    do {
        size = read(fd, bytes, sizeof bytes);
    } while (size > 0 || (size < 0 && errno == EINTR));
}

static void pipe_close(struct signals *signals)
{
    loop_remove_reader(signals->loop, signals->read_fd);
    close(signals->read_fd);
    close(signals->write_fd);
    signals->read_fd = signals->write_fd = -1;
}

static int pipe_open(struct signals *signals)
{
    int ends[2], error;

    if (pipe(ends) != 0)
        return errno;
    signals->read_fd = ends[0];
    signals->write_fd = ends[1];
    error = socket_set_up(ends[0]);
    if (error == 0)
        error = socket_set_up(ends[1]);
    if (error == 0)
        error = loop_add_reader(signals->loop, ends[0], &signals->reader);
    if (error != 0)
        pipe_close(signals);
    return error;
}

/* ---- Beginning and end ----------------------------------------------------------------------- */

/* Takes charge of the process's signals, for the first one that is watched. */
static int signals_open(struct signals *signals)
{
    struct signals *nobody = NULL;
    int error;

    if (!atomic_compare_exchange_strong(&in_charge, &nobody, signals))
        return EBUSY;
    error = pipe_open(signals);
    if (error != 0) {
        in_charge = NULL;
        return error;
    }
    wake_fd = signals->write_fd;
    return 0;
}

/*
 * The last one is gone. A handler that another thread is still in finds no pipe, rather than a descriptor
 * that is somebody else's by then. The threads of this library let no signals in.
 */
static void signals_close(struct signals *signals)
{
    bool in_charge_still = in_charge == signals; /* see signals_forget() */

    if (in_charge_still)
        wake_fd = -1;
    pipe_close(signals);
    if (in_charge_still)
        in_charge = NULL;
}

/* The signal does again what it did before. */
static void signal_give_back(struct signals *signals, int signum)
{
    struct signal_watch *watch = &signals->watches[signum];

    sigaction(signum, &watch->former, NULL);
    handle_cancel(watch->handle);
    watch->handle = NULL;
    if (--signals->count == 0)
        signals_close(signals);
}

/* The loop closes. */
static void signals_service_close(struct loop_service *service, struct loop *loop)
{
    struct signals *signals = (struct signals *)service;

    for (int signum = 1; signum < SIGNALS_END; signum++)
        if (signals->watches[signum].handle != NULL)
            signal_give_back(signals, signum);
    loop->signals = NULL;
    free(signals);
}

/* ---- In the loop ----------------------------------------------------------------------------- */

/* The pipe has a byte: signals have come. */
static int signals_take(void *arg)
{
    struct signals *signals = arg;

    /*
     * Exercise 13.2: drain the pipe. Then, for each signal that has arrived: it has not any more; and
     * its handle, if there is one, is called soon. A handle that was cancelled is not called: give the
     * signal back. Why in this order?
     */
    TODO("13.2", signals, arrived, pipe_drain);
    return 0;
}

static struct signals *loop_get_signals(struct loop *loop)
{
    struct signals *signals = loop->signals;

    if (signals != NULL)
        return signals;
    signals = calloc(1, sizeof *signals);
    if (signals == NULL)
        return NULL;
    signals->service.close = signals_service_close;
    signals->loop = loop;
    signals->read_fd = signals->write_fd = -1;
    handle_init(&signals->reader, signals_take, signals);
    loop->signals = signals;
    loop_attach(loop, &signals->service);
    return signals;
}

/* Has SIGNUM come to our handler from now on, each time. What it did before is stored in *FORMER. */
static int signal_catch(int signum, struct sigaction *former)
{
    struct sigaction ours = {.sa_handler = signal_arrived, .sa_flags = SA_RESTART | SA_NOCLDSTOP};

    sigemptyset(&ours.sa_mask);
    return sigaction(signum, &ours, former) == 0 ? 0 : errno;
}

/* Begins to watch SIGNUM. */
static int signal_take_over(struct signals *signals, int signum)
{
    int error = signals->count == 0 ? signals_open(signals) : 0;

    if (error != 0)
        return error;
    arrived[signum] = false; /* it may have come when somebody else watched it */
    error = signal_catch(signum, &signals->watches[signum].former);
    if (error == 0)
        signals->count++;
    else if (signals->count == 0)
        signals_close(signals);
    return error;
}

/* True for the signal that belongs to the children: without it no end of one would be seen any more. */
static bool is_for_children(const struct signals *signals, int signum)
{
    return signum == SIGCHLD && signals->children != NULL;
}

int loop_add_signal_handler(struct loop *loop, int signum, struct handle *handle)
{
    struct signals *signals;
    struct handle *replaced;
    int error;

    if (loop_is_closed(loop))
        return EBADF;
    if (signum < 1 || signum >= SIGNALS_END || handle->callback == NULL)
        return EINVAL;
    signals = loop_get_signals(loop);
    if (signals == NULL)
        return ENOMEM;
    if (is_for_children(signals, signum))
        return EBUSY;
    replaced = signals->watches[signum].handle;
    error = replaced == NULL ? signal_take_over(signals, signum) : 0;
    if (error != 0)
        return error;
    if (replaced != NULL)
        signal_catch(signum, NULL); /* who had it may have changed its flags: interrupt.c does */
    if (replaced != NULL && replaced != handle)
        handle_cancel(replaced);
    signals->watches[signum].handle = handle;
    handle->cancelled = false;
    return 0;
}

bool loop_remove_signal_handler(struct loop *loop, int signum)
{
    struct signals *signals = loop->signals;

    if (signals == NULL || signum < 1 || signum >= SIGNALS_END ||
        signals->watches[signum].handle == NULL || is_for_children(signals, signum))
        return false;
    signal_give_back(signals, signum);
    return true;
}
