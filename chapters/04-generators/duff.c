/*
 * Chapter 4: the switch itself, without macros. First a machine with three states, then the body of a
 * generator as the compiler sees it, when `generator (self)` and yield() are taken apart.
 */
#include <stdio.h>

#include "generators.h"

/* Gives 10, then 20, and then 30 for ever. */
struct tens {
    int at;
};

static int tens(struct tens *self)
{
    //! [tens]
    switch (self->at) {
    case 0:
        self->at = 1;
        return 10;
    case 1:
        self->at = 2;
        return 20;
    case 2:
        for (;;) {
            self->at = 3;
            return 30;
        case 3:;
        }
    }
    //! [tens]
    return 0;
}

//! [count]
struct count {
    struct generator generator;
    int first, last;
};

static void count(struct generator *self)
{
    struct count *my = (struct count *)self;

    generator (self) {
        while (my->first <= my->last)
            yield(my->first++);
    }
}
//! [count]

//! [apart]
static void count_apart(struct generator *self)
{
    struct count *my = (struct count *)self;

    for (struct frame *frame = &self->frame; frame_goes_on(frame); frame_body_left(frame, __func__))
        if (0)
            goto again;
        else
        again:
            switch (frame->at)
            case FRAME_START:
                if (frame_entered(frame)) {
                    while (my->first <= my->last) {
                        self->value = value_of(my->first++);
                        frame->at = 42;
                        return;
                    case 42:
                        frame_entered(frame);
                    }
                }
}
//! [apart]

//! [run]
static void print_all(struct count *numbers)
{
    while (generator_next(&numbers->generator) == 0)
        printf(" %lld", numbers->generator.value.integer);
    printf("\n");
}
//! [run]

int main(void)
{
    struct tens machine = {0};
    struct count whole = {.generator.body = count, .first = 1, .last = 5};
    struct count apart = {.generator.body = count_apart, .first = 1, .last = 5};

    printf("states by hand:  ");
    for (int i = 0; i < 5; i++)
        printf(" %d", tens(&machine));
    printf("\nwith macros:     ");
    print_all(&whole);
    printf("taken apart:     ");
    print_all(&apart);
    return 0;
}
