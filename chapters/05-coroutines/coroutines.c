/*
 * Chapter 5: calling, returning and raising between linked frames.
 *
 * An await of a coroutine is an ordinary call of its body, in this same step. Only when the
 * innermost has to wait do the bodies return, one after another, down to coro_resume(); and when the
 * wait is over, coro_resume() enters the innermost directly. No frame in between is touched.
 */
#include "coroutines.h"
#include "todo.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "traceback.h"

/* The stack that is being resumed in this thread. */
static _Thread_local struct coro_stack *running;

struct coro_stack *coro_running_stack(void)
{
    return running;
}

union value coro_awaited(void)
{
    return running->value;
}

bool coro_gives(union value value, int error)
{
    if (error != 0)
        traceback_clear(); /* it comes up here, and not out of a coroutine that was awaited */
    running->value = value;
    running->raised = error;
    return false;
}

bool coro_waits_for(struct frame *frame, struct future *future)
{
    running->innermost = coro_of(frame);
    running->waits_for = future;
    return true;
}

bool coro_raises(struct frame *frame, int error, const char *file, int line)
{
    traceback_clear();
    traceback_add(coro_of(frame), file, line);
    return frame_fails(frame, error);
}

bool coro_raised(struct frame *frame, const char *file, int line)
{
    /*
     * Exercise 5.4: if the stack that is running has an error for this body, take it (the stack's is
     * 0 then), traceback_add() this place, and let the frame fail with it.
     */
    TODO("5.4", frame, file, line);
}

int coro_caught(void)
{
    int error = running->raised;

    running->raised = 0;
    return error;
}

/* The body was left, but is neither at an await nor at its end. */
static _Noreturn void coro_is_lost(const struct coro *self)
{
    traceback_print_callers(stderr, self->caller);
    frame_is_lost(&self->frame, self->name);
}

/* SELF has ended: hands result and error to the stack, and frees the frame. */
static void coro_hand_over(struct coro *self)
{
    running->value = self->value;
    running->raised = self->frame.error;
    if (running->raised != 0)
        traceback_goes_on(self);
    if (self->caller == NULL)
        running->ended = self->name;
    coro_memory_release(self, self->size);
}

/*
 * After a call of SELF's body: if it has ended, hands it over, and is true; false if it waits, which
 * takes no more than a look.
 */
static bool coro_has_ended(struct coro *self)
{
    if (self->frame.at == FRAME_RUNNING)
        coro_is_lost(self);
    if (self->frame.at != FRAME_ENDED)
        return false;
    coro_hand_over(self);
    return true;
}

bool coro_await(struct frame *frame, struct coro *awaited)
{
    if (awaited == NULL || awaited->frame.at != FRAME_START) {
        /* There was no memory for it; or it was begun elsewhere, and a coroutine runs once. */
        return coro_gives(value_of(0), awaited == NULL ? ENOMEM : EALREADY);
    }

    /*
     * Exercise 5.2: now AWAITED can be called: tell it who its caller is, and run its body. It must be
     * waited for unless it has ended: coro_has_ended().
     */
    TODO("5.2", frame, coro_has_ended);
}

bool coro_suspend(struct frame *frame, union value value)
{
    running->value = value;
    return coro_waits_for(frame, NULL);
}

void coro_stack_init(struct coro_stack *stack, struct coro *outermost)
{
    *stack = (struct coro_stack){.innermost = outermost};
}

/*
 * Ends a coroutine that has not begun with the error that waits for it. Nothing of it runs but the
 * `finally` of one that cleans up.
 */
static void coro_fail_unstarted(struct coro *self)
{
    self->frame.at = self->frame.cleans_up ? FRAME_FINALLY : FRAME_ENDED;
    self->frame.error = frame_error(running->raised);
    running->raised = 0;
}

/* Runs frames from the innermost outwards until one waits (0) or the outermost has ended. */
static int run_frames(struct coro_stack *stack)
{
    struct coro *self = stack->innermost;

    /*
     * Exercise 5.3: run the body of SELF. If it has not ended, it waits: answer 0. If it has, go on
     * with its caller, which gets the result; read the caller before the frame is gone. Behind the
     * outermost there is none: then the stack has no innermost any more; answer CORO_ENDED.
     */
    TODO("5.3", self);
}

/* No coroutine was there ever: no memory. Or it has ended, and nobody may ask it to go on. */
static int nothing_to_resume(const struct coro_stack *stack)
{
    if (stack->ended == NULL)
        return ENOMEM;
    fprintf(stderr, "%s: resumed after its end\n", stack->ended);
    abort();
}

int coro_resume(struct coro_stack *stack)
{
    struct coro_stack *outer = running; /* a coroutine may drive another */
    int status;

    if (stack->is_running)
        return EBUSY;
    if (stack->innermost == NULL)
        return nothing_to_resume(stack);
    running = stack;
    stack->is_running = true;
    if (stack->raised != 0) {
        traceback_clear();
        if (stack->innermost->frame.at == FRAME_START)
            coro_fail_unstarted(stack->innermost);
    }
    status = run_frames(stack);
    stack->is_running = false;
    running = outer;
    if (status == CORO_ENDED && stack->raised != 0) {
        status = stack->raised;
        stack->raised = 0;
    }
    return status;
}

int coro_stack_close(struct coro_stack *stack)
{
    if (stack->is_running) {
        /* An error can be raised where a frame waits, and nowhere else. */
        return EBUSY;
    }

    /*
     * Exercise 5.5: a stack that has ended is closed. Any other is resumed with ECANCELED raised; to end
     * well, or with just that, is to be closed; to wait again is EPROTO; other errors are passed on.
     */
    TODO("5.5", stack);
}
