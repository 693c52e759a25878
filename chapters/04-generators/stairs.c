/*
 * Chapter 4: the same walk twice. First the states by hand, which shows what a generator is made of;
 * then the generator, which reads as the Python does.
 */
#include "stairs.h"
#include "todo.h"

bool stairs_by_hand(struct stairs_by_hand *self, int *step)
{
    /*
     * Exercise 4.1: each call gives one step, up to TOP and down again. Before you return, note in
     * `at` where the next call has to go on, and begin with a switch on that number. No macro is
     * needed: a case label may stand inside a loop.
     */
    TODO("4.1", self, step);
}

void stairs(struct generator *self)
{
    struct stairs *my = (struct stairs *)self;

    /*
     * Exercise 4.3: the same with `generator (self) { ... }` and yield(). What must survive a yield
     * lives in MY. The number of steps that it gave is its result: generator_return().
     */
    TODO("4.3", self, my);
}
