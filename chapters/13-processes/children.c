/*
 * Chapter 13: children.
 */
#include "children.h"
#include "todo.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "signals.h"

/* What a loop keeps for its children. */
struct children {
    struct loop_service service;
    struct loop *loop;
    struct handle look;          /* called when SIGCHLD has come */
    struct child_process *first; /* those that are watched, the newest first */
};

/* ---- The end of a child ---------------------------------------------------------------------- */

/* What a shell calls $?, but for signals: those count downwards. */
static int returncode_of(int status)
{
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* CHILD has ended with RETURNCODE, and is watched no more. It may be freed in here. */
static void child_ends(struct children *children, struct child_process *child, int returncode)
{
    if (child->next != NULL)
        child->next->prev = child->prev;
    if (child->prev != NULL)
        child->prev->next = child->next;
    else
        children->first = child->next;
    child->returncode = returncode;
    child->ended(child);
}

/* SIGCHLD has come, once or more often: some of the children have ended. */
static int children_look(void *arg)
{
    struct children *children = arg;
    struct child_process *next;

    /*
     * Exercise 13.3: ask for each child, without waiting: waitpid() answers its number if it has ended, 0
     * if not, and -1 if it is no child any more. The last is the end of it as well: CHILD_UNKNOWN. Mind
     * that a child may be freed when it ends.
     */
    TODO("13.3", children, &next, returncode_of, child_ends);
    return 0;
}

/* ---- Beginning and end ----------------------------------------------------------------------- */

/*
 * Ends CHILD and waits for it, which takes a moment only: nothing can be done against SIGKILL. It is
 * asked for first: if somebody else has asked already, its number may be a stranger's.
 */
static void child_kill(struct children *children, struct child_process *child)
{
    int status = 0;
    pid_t pid = waitpid(child->pid, &status, WNOHANG);

    if (pid == 0) {
        kill(child->pid, SIGKILL);
        do
            pid = waitpid(child->pid, &status, 0);
        while (pid < 0 && errno == EINTR);
    }
    child_ends(children, child, pid == child->pid ? returncode_of(status) : CHILD_UNKNOWN);
}

/* The loop closes, and nobody would ask for them any more. */
static void children_close(struct loop_service *service, struct loop *loop)
{
    struct children *children = (struct children *)service;

    (void)loop;
    while (children->first != NULL)
        child_kill(children, children->first);
    free(children);
}

static struct children *children_new(struct loop *loop)
{
    struct children *children = calloc(1, sizeof *children);

    if (children == NULL)
        return NULL;
    children->service.close = children_close;
    children->loop = loop;
    handle_init(&children->look, children_look, children);
    return children;
}

/* Somebody else has SIGCHLD, and would never hear of it again. */
static bool is_taken(const struct loop *loop)
{
    return loop->signals != NULL && loop->signals->watches[SIGCHLD].handle != NULL;
}

/* The handler comes first: with it the loop has its struct signals, where the children have a place. */
int loop_open_children(struct loop *loop)
{
    struct children *children;
    int error;

    if (loop->signals != NULL && loop->signals->children != NULL)
        return 0;
    if (is_taken(loop))
        return EBUSY;
    children = children_new(loop);
    error = children != NULL ? loop_add_signal_handler(loop, SIGCHLD, &children->look) : ENOMEM;
    if (error != 0) {
        free(children);
        return error;
    }
    loop->signals->children = children;
    loop_attach(loop, &children->service);
    return 0;
}

int loop_watch_child(struct loop *loop, struct child_process *child)
{
    int error = loop_open_children(loop);
    struct children *children;

    if (error != 0)
        return error;
    children = loop->signals->children;
    child->returncode = CHILD_RUNNING;
    child->prev = NULL;
    child->next = children->first;
    if (child->next != NULL)
        child->next->prev = child;
    children->first = child;
    loop_call_soon(loop, &children->look); /* it may have ended before its signal had a handler */
    return 0;
}
