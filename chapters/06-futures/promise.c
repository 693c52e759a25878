/*
 * Chapter 6: a promise that is kept by a timer. Two guests, who are coroutines, wait for one dinner, which
 * is a future. The kitchen is a timer and knows neither of them. There are no tasks yet: each guest is
 * driven by a callback that resumes it when what it waits for is done.
 *
 *     promise [SECONDS [PATIENCE]]     the dinner takes so long; after so long it is cancelled: 0.1 to 60
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coroutines.h"
#include "futures.h"
#include "loop.h"

static struct party {
    struct loop loop;
    struct future dinner;   /* its result is the name of the dish */
    struct timer kitchen;   /* keeps the promise */
    struct timer impatient; /* takes it back */
    double start;
    int present; /* the guests and the cook: the last one to leave ends the party */
} party;

/* Prints one line, with the time since the beginning. */
static void say(const char *format, ...)
{
    va_list list;

    printf("%4.1f s  ", loop_time(&party.loop) - party.start);
    va_start(list, format);
    vprintf(format, list);
    va_end(list);
    putchar('\n');
    fflush(stdout);
}

/* One of those who are present leaves. */
static void leave(void)
{
    if (--party.present == 0)
        loop_stop(&party.loop);
}

//! [guest]
/* Waits for DINNER, eats and goes home; or goes home hungry. */
struct guest {
    struct coro coro;
    const char *name;
    struct future *dinner;
    const char *dish;
    int error;
};

static void guest(struct coro *self)
{
    struct guest *my = (struct guest *)self;

    async (self) {
        say("%s waits", my->name);
        await_catch(my->error, my->dish, my->dinner);
        if (my->error == 0)
            say("%s eats %s", my->name, my->dish);
        else
            say("%s goes home hungry: %s", my->name, strerror(my->error));
    }
}
//! [guest]

//! [step]
/* Drives one coroutine. Its step is a done callback of whatever the coroutine waits for. */
struct driver {
    struct coro_stack stack;
    struct handle step;
};

static int driver_step(void *arg)
{
    struct driver *my = arg;
    struct coro_stack *stack = &my->stack;
    int status;

    if (stack->waits_for != NULL)
        stack->raised = future_result(stack->waits_for, &stack->value);
    stack->waits_for = NULL;
    status = coro_resume(stack);
    if (status == 0)
        return future_add_done_callback(stack->waits_for, &my->step);
    leave();
    return status == CORO_ENDED ? 0 : status;
}
//! [step]

/* One guest more. Nothing runs in here. */
static void invite(struct driver *driver, const char *name)
{
    coro_stack_init(&driver->stack, coro(guest, .name = name, .dinner = &party.dinner));
    handle_init(&driver->step, driver_step, driver);
    party.present++;
}

//! [kitchen]
/* The timer of the kitchen. If the dinner was cancelled meanwhile, nobody wants the soup: no matter. */
static int serve(void *arg)
{
    struct future *dinner = arg;

    say("the kitchen serves");
    if (future_set_result(dinner, "soup") == EALREADY)
        say("nobody wants it any more");
    say("the kitchen is cleaned");
    leave();
    return 0;
}
//! [kitchen]

/* The other timer: no dinner, and no kitchen. */
static int give_up(void *arg)
{
    future_cancel(arg);
    return 0;
}

//! [party]
/* Two guests are there from the beginning. The third comes when all is over, and needs no loop. */
static int celebrate(double seconds, double patience)
{
    struct loop *loop = &party.loop;
    struct driver ann, bob, cid;
    int error;

    future_init(&party.dinner, loop);
    timer_init(&party.kitchen, serve, &party.dinner);
    timer_init(&party.impatient, give_up, &party.dinner);
    error = loop_call_later(loop, &party.kitchen, seconds);
    if (error == 0)
        error = loop_call_later(loop, &party.impatient, patience);
    if (error != 0)
        return error;
    party.present = 1;
    invite(&ann, "Ann");
    invite(&bob, "Bob");
    loop_call_soon(loop, &ann.step);
    loop_call_soon(loop, &bob.step);
    error = loop_run_forever(loop);
    invite(&cid, "Cid");
    driver_step(&cid);
    future_release(&party.dinner);
    return error;
}
//! [party]

/* Reads a number of seconds from 0.1 to 60; 0 if TEXT is anything else. */
static double number(const char *text)
{
    char *rest;
    const double value = strtod(text, &rest);

    return *rest == '\0' && value >= 0.1 && value <= 60 ? value : 0;
}

int main(int argc, char **argv)
{
    const double seconds = argc > 1 ? number(argv[1]) : 0.5;
    const double patience = argc > 2 ? number(argv[2]) : 61;
    int error;

    if (argc > 3 || seconds == 0 || patience == 0) {
        fprintf(stderr, "usage: promise [SECONDS [PATIENCE]]   (each 0.1 to 60)\n");
        return 2;
    }
    error = loop_init(&party.loop, NULL);
    party.start = loop_time(&party.loop);
    if (error == 0)
        error = celebrate(seconds, patience);
    if (error != 0)
        fprintf(stderr, "promise: %s\n", strerror(error));
    loop_close(&party.loop);
    coro_free_memory();
    return error != 0;
}
