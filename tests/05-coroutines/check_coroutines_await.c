/*
 * Chapter 5: the rules of calling a coroutine. C1 (it runs at once), C4 (it runs once), C5 (what is made
 * and dropped has run nothing), C7 (a coroutine that is a result is not awaited).
 */
#include <stdio.h>
#include <string.h>

#include "coroutine_tests.h"
#include "fault.h"

/* ---- 5.2 coro_await ------------------------------------------------------------------------- */

struct calls {
    struct coro coro;
    int got;
};

static void calls(struct coro *self)
{
    struct calls *my = (struct calls *)self;

    async (self) {
        journal("a");
        await(my->got, coro(ends, .name = "b", .result = 42));
        journal("c");
        async_return(my->got);
    }
}

START_TEST(await_runs_at_once) /* C1 */
{
    start(coro(calls));
    expect_str(step(0), "ended", "an await that has nothing to wait for costs no step");
    expect_str(journal_text(), "abc",
               "the awaited coroutine runs at once, and then its caller goes on");
}
END_TEST

START_TEST(await_gives_the_result) /* C2 */
{
    start(coro(calls));
    expect_str(step(0), "ended", "an await that has nothing to wait for costs no step");
    expect_int(given(), 42, "the result of an awaited coroutine is the value of the await");
}
END_TEST

/* Awaits one of its own kind, DEPTH times, without anybody waiting. */
struct well {
    struct coro coro;
    int depth;
    int got;
};

static void well(struct coro *self)
{
    struct well *my = (struct well *)self;

    async (self) {
        if (my->depth > 0)
            await(my->got, coro(well, .depth = my->depth - 1));
        async_return(my->got + 1);
    }
}

START_TEST(await_at_any_depth) /* C1 */
{
    start(coro(well, .depth = 99));
    expect_str(step(0), "ended", "a hundred coroutines that await each other need one step");
    expect_int(given(), 100, "a result comes up through every level");
}
END_TEST

struct waits {
    struct coro coro;
    int got;
};

static void waits(struct coro *self)
{
    struct waits *my = (struct waits *)self;

    async (self) {
        journal("a");
        await(my->got, coro(leaf, .number = 5));
        journal("b");
        async_return(my->got);
    }
}

START_TEST(await_waits)
{
    start(coro(waits));
    expect_str(step(0), "waits", "while the awaited coroutine waits, its caller waits");
    expect_str(journal_text(), "a<",
               "while the awaited coroutine waits, its caller does not go on");
    expect_int(given(), 5, "what the innermost yields comes out of coro_resume()");
    expect_str(step(3), "ended", "the awaited coroutine ends, and its caller goes on");
    expect_str(journal_text(), "a<>b", "the caller goes on after the awaited coroutine has ended");
    expect_int(given(), 30, "the result of an awaited coroutine is the value of the await");
}
END_TEST

/* Notes itself and who calls it, and waits. */
struct noted {
    struct coro coro;
    struct coro **self;
    struct coro **caller;
    int sent;
};

static void noted(struct coro *self)
{
    struct noted *my = (struct noted *)self;

    async (self) {
        *my->self = self;
        *my->caller = self->caller;
        async_yield(my->sent, 0);
    }
}

struct notes {
    struct coro coro;
    struct coro **innermost;
    struct coro **caller;
    int depth;
};

static void notes(struct coro *self)
{
    struct notes *my = (struct notes *)self;

    async (self) {
        if (my->depth > 0)
            await(coro(notes, .innermost = my->innermost, .caller = my->caller,
                       .depth = my->depth - 1));
        else
            await(coro(noted, .self = my->innermost, .caller = my->caller));
    }
}

START_TEST(await_links_the_frames) /* _i: how many frames are around the caller */
{
    struct coro *innermost = NULL, *caller = NULL;
    struct coro *outermost = coro(notes, .innermost = &innermost, .caller = &caller, .depth = _i);

    start(outermost);
    step(0);
    expect_true(caller != NULL, "an awaited coroutine knows its caller when it begins");
    for (int i = 0; i < _i && caller != NULL; i++)
        caller = caller->caller;
    expect_true(caller == outermost, "from caller to caller one comes to the outermost frame");
    expect_true(
        stack.innermost == innermost,
        "who has to wait makes itself the innermost frame, and its callers leave that alone");
    expect_str(step(0), "ended", "each frame goes on when the one that it awaits has ended");
}
END_TEST

/* Catches the error of what it awaits. */
struct catches_at_once {
    struct coro coro;
    int caught;
};

static void catches_at_once(struct coro *self)
{
    struct catches_at_once *my = (struct catches_at_once *)self;

    async (self) {
        await_catch(my->caught, coro(ends, .error = EIO));
        async_return(my->caught);
    }
}

START_TEST(await_gives_the_error) /* C2 */
{
    start(coro(catches_at_once));
    expect_str(step(0), "ended", "an error that is caught ends nothing");
    expect_error((int)given(), EIO,
                 "an awaited coroutine hands its error to its caller, as it does its result");
}
END_TEST

/* Awaits something between its return and its end. */
struct returns_first {
    struct coro coro;
    int got;
};

static void returns_first(struct coro *self)
{
    struct returns_first *my = (struct returns_first *)self;

    async (self) {
        async_return(3);
        finally {
            await(my->got, coro(ends, .result = 4));
        }
    }
}

START_TEST(await_leaves_other_results_alone)
{
    start(coro(returns_first));
    step(0);
    expect_int(given(), 3,
               "what is awaited gives its result to the await, and its caller's result "
               "is not touched");
}
END_TEST

/* Forgets that it is a coroutine. */
struct careless {
    struct coro coro;
};

static void careless(struct coro *self)
{
    async (self) {
        return;
    }
}

struct careful {
    struct coro coro;
};

static void careful(struct coro *self)
{
    async (self) {
        await(coro(careless));
    }
}

static void return_in_what_is_awaited(void)
{
    start(coro(careful));
    step(0);
}

START_TEST(await_stops_at_a_bare_return)
{
    const char *said = stopped(return_in_what_is_awaited,
                               "a bare return of what is awaited stops the program: it has neither "
                               "ended, nor is there a place where it waits");
    int line = 0;

    sscanf(said, "  line %d, in careful\n", &line);
    expect_true(line > 0, "the program says where the one with the bare return was awaited");
    expect_str(strstr(said, "careless:"), "careless: the body was left by a bare return\n",
               "the program says whose bare return it was");
}
END_TEST

struct types {
    struct coro coro;
    double number;
    const char *text;
    int small;
};

struct gives {
    struct coro coro;
    int which;
};

static void gives(struct coro *self)
{
    struct gives *my = (struct gives *)self;

    async (self) {
        if (my->which == 0)
            async_return(1.5);
        if (my->which == 1)
            async_return("text");
        async_return(-3);
    }
}

static void types(struct coro *self)
{
    struct types *my = (struct types *)self;

    async (self) {
        await(my->number, coro(gives, .which = 0));
        await(my->text, coro(gives, .which = 1));
        await(my->small, coro(gives, .which = 2));
        journal("%.1f %s %d", my->number, my->text, my->small);
    }
}

START_TEST(await_gives_any_type)
{
    start(coro(types));
    step(0);
    expect_str(journal_text(), "1.5 text -3", "a result may be an integer, a number or a pointer");
}
END_TEST

START_TEST(await_again_and_again) /* C1 */
{
    struct coro_stack second;

    start(coro(waits));
    coro_stack_init(&second, coro(waits));
    step(0);
    coro_resume(&second);
    expect_str(step(1), "ended", "two calls of one coroutine have nothing to do with each other");
    expect_int(given(), 10, "two calls of one coroutine have nothing to do with each other");
    second.value = value_of(2);
    expect_str(answer(coro_resume(&second)), "ended", "each call has a frame of its own");
    expect_int(second.value.integer, 20, "each call has a frame of its own");
}
END_TEST

/* Awaits a coroutine that somebody else has begun. */
struct awaits_given {
    struct coro coro;
    struct coro *other;
    int error;
};

static void awaits_given(struct coro *self)
{
    struct awaits_given *my = (struct awaits_given *)self;

    async (self) {
        await_catch(my->error, my->other);
        async_return(my->error);
    }
}

START_TEST(await_what_has_begun) /* C4 */
{
    struct coro *other = coro(leaf);
    struct coro_stack second;

    coro_stack_init(&second, other);
    coro_resume(&second);
    start(coro(awaits_given, .other = other));
    expect_str(step(0), "ended", "to await a coroutine that was begun elsewhere is an error");
    expect_error((int)given(), EALREADY,
                 "to await a coroutine that was begun elsewhere is an error");
    expect_error(coro_stack_close(&second), 0,
                 "a coroutine that was begun elsewhere is not disturbed");
    expect_str(journal_text(), "<", "a coroutine runs once");
}
END_TEST

struct circle {
    struct coro coro;
    struct coro *outer;
    int error;
};

static void circle(struct coro *self)
{
    struct circle *my = (struct circle *)self;

    async (self) {
        journal("o");
        if (my->outer == NULL)
            await(my->error, coro(circle, .outer = self));
        else
            await_catch(my->error, my->outer);
        async_return(my->error);
    }
}

START_TEST(await_its_own_caller) /* C4 */
{
    start(coro(circle));
    expect_str(step(0), "ended", "a coroutine cannot await its own caller");
    expect_error((int)given(), EALREADY, "a coroutine cannot await its own caller: that has begun");
    expect_str(journal_text(), "oo", "a coroutine runs once");
}
END_TEST

START_TEST(await_without_memory)
{
    if (!fault_supported())
        return;
    start(coro(calls));
    fault_inject("malloc", ENOMEM, 1, 0);
    step(0);
    fault_clear();
    expect_str(journal_text(), "a",
               "a coroutine without memory does not run, and its await raises");
    expect_true(stack.innermost == NULL, "the error ends the caller");
}
END_TEST

START_TEST(made_and_dropped) /* C5 */
{
    coro_drop(coro(calls));
    coro_drop(NULL);
    expect_str(journal_text(), "", "a coroutine that is made and dropped has run nothing");
}
END_TEST

/* Drops itself, while it runs and while it waits for another. */
struct drops {
    struct coro coro;
    struct coro *what;
};

static void drops(struct coro *self)
{
    struct drops *my = (struct drops *)self;

    async (self) {
        coro_drop(my->what != NULL ? my->what : self);
        if (my->what == NULL)
            await(coro(drops, .what = self));
        async_return(3);
    }
}

START_TEST(made_and_dropped_too_late)
{
    start(coro(drops));
    expect_str(step(0), "ended", "a coroutine that has begun cannot be dropped, and goes on");
}
END_TEST

/* Its result is a coroutine. */
struct maker {
    struct coro coro;
};

static void maker(struct coro *self)
{
    async (self) {
        async_return(coro(ends, .name = "b"));
    }
}

struct takes {
    struct coro coro;
    struct coro *made;
};

static void takes(struct coro *self)
{
    struct takes *my = (struct takes *)self;

    async (self) {
        await(my->made, coro(maker));
        journal("a");
        await(my->made);
    }
}

START_TEST(await_gives_what_can_be_awaited) /* C7 */
{
    start(coro(takes));
    expect_str(step(0), "ended", "a coroutine may be a result");
    expect_str(journal_text(), "ab", "a coroutine that is a result is given as it is, not awaited");
}
END_TEST

void add_await(Suite *suite)
{
    TCase *tests = coroutines_exercise(suite, "5.2 coro_await", 4, "The call");

    tcase_add_test(tests, await_gives_the_result);
    tcase_add_test(tests, await_runs_at_once);
    tcase_add_test(tests, await_at_any_depth);
    tcase_add_test(tests, await_waits);
    tcase_add_loop_test(tests, await_links_the_frames, 0, 4);
    tcase_add_test(tests, await_gives_the_error);
    tcase_add_test(tests, await_leaves_other_results_alone);
    tcase_add_test(tests, await_stops_at_a_bare_return);
    tcase_add_test(tests, await_gives_any_type);
    tcase_add_test(tests, await_again_and_again);
    tcase_add_test(tests, await_what_has_begun);
    tcase_add_test(tests, await_its_own_caller);
    tcase_add_test(tests, await_without_memory);
    tcase_add_test(tests, made_and_dropped);
    tcase_add_test(tests, made_and_dropped_too_late);
    tcase_add_test(tests, await_gives_what_can_be_awaited);
}
