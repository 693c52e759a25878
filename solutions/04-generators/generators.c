/*
 * Chapter 4: stepping a generator.
 *
 * The status of a step and the error of the body are kept apart: the end of a generator is no error,
 * and no errno value can be taken for it.
 */
#include "generators.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#ifndef SOLUTION
#include "todo.h"
#endif

void frame_is_lost(const struct frame *frame, const char *function)
{
    if (frame->at > 0 || frame->at <= FRAME_HANDLER(0))
        fprintf(stderr,
                "%s: line %d can't be entered again: its yield or await has no case, or "
                "stands in a switch of its own\n",
                function, frame->at > 0 ? frame->at : FRAME_HANDLER(frame->at));
    else
        fprintf(stderr, "%s: the body was left by a bare return\n", function);
    abort();
}

/* Runs the body up to its next yield, with a value or an error for the yield at which it stands. */
static int generator_step(struct generator *self, union value sent, int raised)
{
    /*
     * Exercise 4.4: hand SENT and RAISED over in the generator, and call its body. Then ask the frame
     * what has become of it. It stands at a yield: answer 0. It has ended: its `result` is its value
     * now, and is forgotten; answer the frame's error, or GENERATOR_ENDED if there is none. It still
     * counts as running, so a bare return has left it: frame_is_lost(&self->frame, "generator").
     */
#ifdef SOLUTION
    self->value = sent;
    self->raised = raised;
    self->body(self);
    if (self->frame.at == FRAME_RUNNING)
        frame_is_lost(&self->frame, "generator");
    if (self->frame.at != FRAME_ENDED)
        return 0;
    self->value = self->result;
    self->result = value_of(0);
    return self->frame.error != 0 ? self->frame.error : GENERATOR_ENDED;
#else
    TODO("4.4", self, &sent, raised);
#endif
}

/* The answer to every step after the end: no value, no error, nothing is run. */
static int generator_after_end(struct generator *self)
{
    self->value = value_of(0);
    return GENERATOR_ENDED;
}

int generator_next(struct generator *self)
{
    if (self->frame.at == FRAME_RUNNING)
        return EBUSY;
    if (self->frame.at == FRAME_ENDED)
        return generator_after_end(self);
    return generator_step(self, value_of(0), 0);
}

int generator_send_value(struct generator *self, union value sent)
{
    if (self->frame.at == FRAME_RUNNING)
        return EBUSY;
    if (self->frame.at == FRAME_START)
        return EINVAL;
    if (self->frame.at == FRAME_ENDED)
        return generator_after_end(self);
    return generator_step(self, sent, 0);
}

int generator_throw(struct generator *self, int error)
{
    if (error <= 0)
        return EINVAL;
    if (self->frame.at == FRAME_RUNNING)
        return EBUSY;
    if (self->frame.at == FRAME_START)
        self->frame.at = FRAME_ENDED;
    if (self->frame.at == FRAME_ENDED)
        return error;
    return generator_step(self, value_of(0), error);
}

int generator_close(struct generator *self)
{
    /*
     * Exercise 4.6: throw ECANCELED in; generator_throw() knows what to do with one that has not
     * started, has ended, or is running. If it ends, well or with just that error, it is closed. A
     * further yield is EPROTO; any other error is passed on.
     */
#ifdef SOLUTION
    const int status = generator_throw(self, ECANCELED);

    if (status == 0)
        return EPROTO;
    return status == GENERATOR_ENDED || status == ECANCELED ? 0 : status;
#else
    TODO("4.6", self);
#endif
}

bool generator_delegates(struct generator *self, struct generator *inner)
{
    int error = self->raised, status;

    self->raised = 0;
    if (error != 0)
        status = generator_throw(inner, error);
    else if (inner->frame.at == FRAME_START)
        status = generator_next(inner);
    else
        status = generator_send_value(inner, self->value);
    self->value = inner->value;
    if (status > 0)
        self->raised = status;
    return status == 0;
}
