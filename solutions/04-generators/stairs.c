/*
 * Chapter 4: the same walk twice. First the states by hand, which shows what a generator is made of;
 * then the generator, which reads as the Python does.
 */
#include "stairs.h"
#ifndef SOLUTION
#include "todo.h"
#endif

bool stairs_by_hand(struct stairs_by_hand *self, int *step)
{
    /*
     * Exercise 4.1: each call gives one step, up to TOP and down again. Before you return, note in
     * `at` where the next call has to go on, and begin with a switch on that number. No macro is
     * needed: a case label may stand inside a loop.
     */
#ifdef SOLUTION
    switch (self->at) {
    case 0:
        for (self->step = 1; self->step <= self->top; self->step++) {
            *step = self->step;
            self->at = 1;
            return true;
        case 1:;
        }
        for (self->step = self->top - 1; self->step > 0; self->step--) {
            *step = self->step;
            self->at = 2;
            return true;
        case 2:;
        }
        self->at = 3; /* no case: there is no way back in */
    }
    return false;
#else
    TODO("4.1", self, step);
#endif
}

void stairs(struct generator *self)
{
    struct stairs *my = (struct stairs *)self;

    /*
     * Exercise 4.3: the same with `generator (self) { ... }` and yield(). What must survive a yield
     * lives in MY. The number of steps that it gave is its result: generator_return().
     */
#ifdef SOLUTION
    generator (self) {
        for (my->step = 1; my->step <= my->top; my->step++) {
            my->given++;
            yield(my->step);
        }
        for (my->step = my->top - 1; my->step > 0; my->step--) {
            my->given++;
            yield(my->step);
        }
        generator_return(my->given);
    }
#else
    TODO("4.3", self, my);
#endif
}
