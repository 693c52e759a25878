/*
 * Chapter 5: the rules of resuming a stack: the innermost frame goes on, and each that ends hands its
 * result to the one that awaits it. C1 (in the same step), C2 (results pass through every level).
 */
#include <stdio.h>
#include <string.h>

#include "coroutine_tests.h"

/* ---- 5.3 run_frames ------------------------------------------------------------------------- */

START_TEST(run_one_frame)
{
    start(coro(ends, .name = "a", .result = 3));
    expect_str(step(0), "ended", "behind the outermost frame there is nothing: it has ended");
    expect_int(given(), 3, "the result of the outermost is the result of the stack");
    expect_true(stack.innermost == NULL, "a stack that has ended has no innermost frame");
}
END_TEST

START_TEST(run_until_it_waits)
{
    start(coro(leaf, .number = 7));
    expect_str(step(0), "waits", "a frame that has not ended waits, and so does the stack");
    expect_int(given(), 7, "what is yielded comes out of coro_resume()");
    expect_str(journal_text(), "<", "a frame that waits is left alone until the next step");
    expect_str(step(2), "ended", "it goes on in the next step");
    expect_int(given(), 20, "what is sent in is the value of the yield");
}
END_TEST

START_TEST(run_through_all_levels) /* C2; _i: how many levels */
{
    start(coro(tower, .depth = _i));
    expect_str(step(0), "waits", "the innermost waits, and so do all");
    expect_int(given(), 7, "what the innermost yields comes out at once, from any depth");
    expect_str(step(1), "ended",
               "when the innermost ends, all who await it go on in the same step");
    expect_int(given(), 10 + _i + 1, "each level gets the result of the next, and gives its own");
    expect_true(stack.innermost == NULL, "a stack that has ended has no innermost frame");
}
END_TEST

//! [counted]
/* Says when its body is called: what stands before `async` runs at every call. */
struct counted {
    struct coro coro;
    int depth;
    int got;
};

static void counted(struct coro *self)
{
    struct counted *my = (struct counted *)self;

    journal("%d", my->depth);
    async (self) {
        if (my->depth > 0)
            await(my->got, coro(counted, .depth = my->depth - 1));
        for (my->got = 0; my->depth == 0 && my->got < 3;)
            async_yield(my->got, 0);
    }
}

START_TEST(run_only_the_innermost)
{
    start(coro(counted, .depth = 4));
    step(0);
    expect_str(journal_text(), "43210", "a step that begins the calls enters each body once");
    journal_clear();
    step(1), step(2);
    expect_str(journal_text(), "00",
               "a resume enters the innermost body, and none of those around it");
    journal_clear();
    expect_str(step(3), "ended", "the innermost ends, and so do the others");
    expect_str(journal_text(), "01234",
               "the others are entered when the one that they await has ended");
}
END_TEST
//! [counted]

/* Awaits one leaf after another. */
struct two_calls {
    struct coro coro;
    int first;
    int second;
};

static void two_calls(struct coro *self)
{
    struct two_calls *my = (struct two_calls *)self;

    async (self) {
        await(my->first, coro(leaf, .number = 1));
        await(my->second, coro(leaf, .number = 2));
        async_return(my->first + my->second);
    }
}

START_TEST(run_into_the_next_call)
{
    start(coro(two_calls));
    step(0);
    expect_str(step(3), "waits", "a caller that goes on may wait again, in the same step");
    expect_int(given(), 2, "what the second call yields comes out");
    expect_true(
        stack.innermost != NULL && stack.innermost->caller != NULL,
        "the innermost frame is the one that waits, not the one whose body was called last");
    expect_str(step(4), "ended", "the second call goes on where it waits");
    expect_int(given(), 70, "each await gives the result of its own call");
}
END_TEST

/* Awaits a tower, then yields, then awaits once more. */
struct middle {
    struct coro coro;
    int got;
};

static void middle(struct coro *self)
{
    struct middle *my = (struct middle *)self;

    async (self) {
        await(my->got, coro(tower, .depth = 2));
        journal("%d", my->got);
        async_yield(my->got, 100);
        journal("(%d)", my->got);
        await(my->got, coro(tower, .depth = 1));
        journal("%d", my->got);
    }
}

START_TEST(run_up_and_down_again)
{
    start(coro(middle));
    expect_str(step(0), "waits", "the innermost of four waits");
    expect_str(step(1), "waits", "the three around it have ended, and the outermost waits itself");
    expect_int(given(), 100, "the outermost is the one that waits");
    expect_str(step(5), "waits", "it goes on, and awaits three others");
    expect_str(step(2), "ended", "and all come to their end");
    expect_str(journal_text(), "<>13(5)<>22", "each await gives what its own coroutine gave");
}
END_TEST

/* Waits, and then awaits one of its own kind, so the tower grows by one frame a step. */
struct grows {
    struct coro coro;
    int depth;
    int sent;
    int got;
};

static void grows(struct coro *self)
{
    struct grows *my = (struct grows *)self;

    async (self) {
        async_yield(my->sent, 0);
        if (my->depth > 1)
            await(my->got, coro(grows, .depth = my->depth - 1));
        async_return(my->got + 1);
    }
}

START_TEST(run_any_number_of_levels)
{
    start(coro(grows, .depth = 300000));
    for (int i = 0; i < 300000; i++)
        step(0);
    expect_str(step(0), "ended", "the way back is a loop: no tower is too high for it");
    expect_int(given(), 300000, "each level gets the result of the next, and gives its own");
}
END_TEST

/* Drives another stack in its own body. */
struct driver {
    struct coro coro;
    struct coro_stack inner;
    int sent;
};

static void driver(struct coro *self)
{
    struct driver *my = (struct driver *)self;

    async (self) {
        coro_stack_init(&my->inner, coro(tower, .depth = 1));
        journal("%s", answer(coro_resume(&my->inner)));
        async_yield(my->sent, my->inner.value.integer);
        my->inner.value = value_of(my->sent);
        journal("%s", answer(coro_resume(&my->inner)));
        async_return(my->inner.value);
    }
}

START_TEST(run_inside_a_run)
{
    start(coro(driver));
    expect_str(step(0), "waits", "a coroutine may drive a stack of its own");
    expect_int(given(), 7, "and yield what came out of it");
    expect_str(step(1), "ended", "and both come to their end");
    expect_int(given(), 12, "the two have nothing to do with each other");
    expect_str(journal_text(), "<waits>ended", "each resume answers for its own stack");
}
END_TEST

/* Resumes the stack that runs it: directly, or from a call. */
struct snake {
    struct coro coro;
    int depth;
    int got;
};

static void snake(struct coro *self)
{
    struct snake *my = (struct snake *)self;

    async (self) {
        if (my->depth > 0)
            await(my->got, coro(snake, .depth = my->depth - 1));
        else
            my->got = coro_resume(&stack);
        async_return(my->got);
    }
}

START_TEST(run_not_from_inside) /* G11; _i: how deep */
{
    start(coro(snake, .depth = _i));
    expect_str(step(0), "ended", "a stack that is running can't be resumed from inside");
    expect_error((int)given(), EBUSY, "a stack that is running can't be resumed from inside");
}
END_TEST

/* Shows the stack that runs it. */
struct looks {
    struct coro coro;
    FILE *out;
};

static void looks(struct coro *self)
{
    struct looks *my = (struct looks *)self;

    async (self) {
        coro_print_stack(my->out, &stack);
    }
}

/* What coro_print_stack() writes: its lines from the first "in" on, and how many there are. */
static const char *stack_text(FILE *out)
{
    static char text[200];
    char line[100];
    int count = 0;

    text[0] = '\0';
    rewind(out);
    for (; fgets(line, sizeof line, out) != NULL; count++)
        if (count < 4) {
            const char *in = strstr(line, "in ");

            strcat(text, in != NULL ? in : line);
        }
    snprintf(text + strlen(text), 20, "%d", count);
    fclose(out);
    return text;
}

START_TEST(run_can_be_looked_at)
{
    FILE *out = tmpfile();

    start(coro(tower, .depth = 1));
    coro_print_stack(out, &stack);
    expect_str(stack_text(out), "in tower\n1", "a stack that has not begun is one frame");
    step(0);
    coro_print_stack(out = tmpfile(), &stack);
    expect_str(stack_text(out), "in tower\nin tower\nin leaf\n3",
               "a stack that waits is shown from the outermost frame to the innermost");
    step(0);
    coro_print_stack(out = tmpfile(), &stack);
    expect_str(stack_text(out), "0", "a stack that has ended has no frames");
    start(coro(tower, .depth = 999));
    step(0);
    coro_print_stack(out = tmpfile(), &stack);
    expect_str(stack_text(out), "  ... 937 more\nin tower\nin tower\nin tower\n65",
               "of a deep one the innermost 64 are shown");
    step(0);
    start(coro(looks, .out = out = tmpfile()));
    step(0);
    expect_str(stack_text(out), "  running\n1",
               "of one that runs nobody knows which of its frames are still there");
}
END_TEST

START_TEST(run_a_hundred_levels)
{
    start(coro(tower, .depth = 100));
    expect_str(step(0), "waits", "a hundred may wait for one");
    expect_str(step(0), "ended", "and all end in one step");
    expect_int(given(), 101, "each level gets the result of the next, and gives its own");
}
END_TEST

/* Awaits one of its own kind that raises after it was resumed, and catches that. */
struct late {
    struct coro coro;
    int sent;
    int caught;
    bool inner;
};

static void late(struct coro *self)
{
    struct late *my = (struct late *)self;

    async (self) {
        if (my->inner) {
            async_yield(my->sent, 1);
            async_raise(EIO);
        }
        await_catch(my->caught, coro(late, .inner = true));
        journal("%s", errno_name(my->caught));
    }
}

START_TEST(run_with_an_error) /* C2 */
{
    static const char *const rule =
        "an error of the innermost goes to its caller, as a result does";

    start(coro(late));
    step(0);
    expect_str(step(0), "ended", rule);
    expect_str(journal_text(), "EIO", rule);
}
END_TEST

START_TEST(run_until_an_error) /* C2 */
{
    start(coro(late, .inner = true));
    step(0);
    expect_str(step(0), "EIO", "an error that nobody catches leaves the outermost");
    expect_error(stack.raised, 0, "an error that was answered is not in the stack any more");
    expect_true(stack.innermost == NULL, "a stack that has ended has no innermost frame");
}
END_TEST

static void resume_after_the_end(void)
{
    start(coro(leaf));
    step(0), step(0);
    step(0);
}

START_TEST(run_not_after_the_end) /* C4 */
{
    expect_str(stopped(resume_after_the_end, "to resume a stack after its end stops the program"),
               "leaf: resumed after its end\n", "the program says which coroutine it was");
}
END_TEST

/* Forgets that it is a coroutine, when it goes on. */
struct careless {
    struct coro coro;
    int sent;
};

static void careless(struct coro *self)
{
    struct careless *my = (struct careless *)self;

    async (self) {
        async_yield(my->sent, 0);
        return;
    }
}

static void return_in_the_innermost(void)
{
    start(coro(careless));
    step(0), step(0);
}

START_TEST(run_stops_at_a_bare_return)
{
    expect_str(
        stopped(return_in_the_innermost,
                "a bare return stops the program: the body has neither ended, nor is there a "
                "place where it waits"),
        "careless: the body was left by a bare return\n",
        "the program says which coroutine it was");
}
END_TEST

START_TEST(run_without_a_coroutine)
{
    start(NULL);
    expect_str(step(0), "ENOMEM", "a stack for whose coroutine there was no memory says so");
    coro_stack_init(&stack, coro(leaf));
    expect_str(step_raising(ECANCELED), "ECANCELED", "an error for one that has not begun ends it");
    expect_str(journal_text(), "", "without running any of it");
}
END_TEST

void add_run(Suite *suite)
{
    TCase *tests = coroutines_exercise(suite, "5.3 run_frames", 5, "The way back");

    tcase_add_test(tests, run_one_frame);
    tcase_add_test(tests, run_until_it_waits);
    tcase_add_loop_test(tests, run_through_all_levels, 0, 4);
    tcase_add_test(tests, run_only_the_innermost);
    tcase_add_test(tests, run_into_the_next_call);
    tcase_add_test(tests, run_up_and_down_again);
    tcase_add_test(tests, run_inside_a_run);
    tcase_add_loop_test(tests, run_not_from_inside, 0, 3);
    tcase_add_test(tests, run_a_hundred_levels);
    tcase_add_test(tests, run_can_be_looked_at);
    tcase_add_test(tests, run_with_an_error);
    tcase_add_test(tests, run_until_an_error);
    tcase_add_test(tests, run_without_a_coroutine);
    tcase_add_test(tests, run_any_number_of_levels);
    tcase_add_test(tests, run_not_after_the_end);
    tcase_add_test(tests, run_stops_at_a_bare_return);
}
