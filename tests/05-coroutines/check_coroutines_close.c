/*
 * Chapter 5: the rules of ending a coroutine where it stands. C2 (cleanups run inside out), C5 (one that
 * never began runs nothing), G9 and G10 (closing, of a stack).
 */
#include "coroutine_tests.h"

/* ---- 5.5 coro_stack_close ------------------------------------------------------------------- */

/* Waits at the bottom, and cleans up on every level. */
struct guard {
    struct coro coro;
    int depth;
    int sent;
};

static void guard(struct coro *self)
{
    struct guard *my = (struct guard *)self;

    async (self) {
        journal("(");
        if (my->depth > 0)
            await(coro(guard, .depth = my->depth - 1));
        else
            async_yield(my->sent, 0);
        journal("x");
        finally {
            journal("%d", my->depth);
        }
    }
}

/* Closes the stack; "waits" stands for the answer 0. */
static const char *close_it(void)
{
    const char *text = answer(coro_stack_close(&stack));

    return text[0] == 'w' ? "closed" : text;
}

START_TEST(close_where_it_stands) /* C2, G9; _i: how deep it waits */
{
    static const char *const texts[] = {"(0", "((01", "(((012"};

    start(coro(guard, .depth = _i));
    step(0);
    expect_str(close_it(), "closed", "a stack that ends with the ECANCELED of its close is closed");
    expect_str(journal_text(), texts[_i],
               "closing runs every finally, innermost first, and nothing else");
    expect_true(stack.innermost == NULL, "a stack that was closed has ended");
    expect_error(stack.raised, 0, "a close leaves no error in the stack");
}
END_TEST

START_TEST(close_before_the_beginning) /* C5 */
{
    start(coro(guard));
    expect_str(close_it(), "closed", "a coroutine that never began can be closed");
    expect_str(journal_text(), "", "closing a coroutine that never began runs nothing of it");
    expect_true(stack.innermost == NULL, "a stack that was closed has ended");
}
END_TEST

START_TEST(close_after_the_end) /* G9 */
{
    start(coro(ends, .name = "a"));
    step(0);
    expect_str(close_it(), "closed", "closing what has ended does no harm");
    expect_str(close_it(), "closed", "closing twice does no harm");
    expect_str(journal_text(), "a", "closing what has ended runs nothing");
    expect_error(stack.raised, 0, "closing what has ended leaves no error in the stack");
}
END_TEST

START_TEST(close_twice) /* G9 */
{
    start(coro(guard, .depth = 1));
    step(0);
    close_it();
    expect_str(close_it(), "closed", "closing twice does no harm");
    expect_str(journal_text(), "((01", "closing twice runs each finally once");
}
END_TEST

static void resume_after_a_close(void)
{
    start(coro(guard));
    step(0);
    close_it();
    step(0);
}

static void resume_what_was_closed_at_once(void)
{
    start(coro(guard));
    close_it();
    step(0);
}

START_TEST(close_is_the_end) /* C4; _i: whether it had begun */
{
    static const char *const rule = "to resume a stack that was closed stops the program";

    expect_str(stopped(_i != 0 ? resume_after_a_close : resume_what_was_closed_at_once, rule),
               "guard: resumed after its end\n", "the program says which coroutine it was");
}
END_TEST

/* Catches what comes, COUNT times, and waits again each time; then ends well or with ERROR. */
struct stubborn {
    struct coro coro;
    int count;
    int error;
    int caught;
};

static void stubborn(struct coro *self)
{
    struct stubborn *my = (struct stubborn *)self;

    async (self) {
        while (my->count-- >= 0) {
            await_catch(my->caught, coro(guard));
            journal("%s ", errno_name(my->caught));
        }
        if (my->error != 0)
            async_raise(my->error);
    }
}

START_TEST(close_what_ends_well)
{
    start(coro(stubborn, .count = 0));
    step(0);
    expect_str(close_it(), "closed", "who catches the ECANCELED and ends well is closed");
    expect_str(journal_text(), "(0ECANCELED ",
               "closing raises ECANCELED at the await, where it may be caught");
}
END_TEST

START_TEST(close_what_waits_again) /* G10 */
{
    start(coro(stubborn, .count = 1));
    step(0);
    expect_str(close_it(), "EPROTO", "who waits again in place of ending is not closed");
    expect_true(stack.innermost != NULL, "its frames are still there");
    expect_error(stack.raised, 0,
                 "a close leaves no error in the stack, for that would be raised next");
    expect_str(close_it(), "closed", "a second close may find it willing");
    expect_str(journal_text(), "(0ECANCELED (0ECANCELED ", "each close raises ECANCELED once");
}
END_TEST

START_TEST(close_what_fails)
{
    start(coro(stubborn, .count = 0, .error = EIO));
    step(0);
    expect_str(close_it(), "EIO", "another error that leaves the outermost is the answer");
    expect_true(stack.innermost == NULL, "it has ended all the same");
}
END_TEST

/* Its finally has to await something. */
struct polite {
    struct coro coro;
    int sent;
};

static void polite(struct coro *self)
{
    struct polite *my = (struct polite *)self;

    async (self) {
        async_yield(my->sent, 0);
        finally {
            await(coro(ends, .name = "a"));
            journal("b");
        }
    }
}

START_TEST(close_with_an_await_in_finally)
{
    start(coro(polite));
    step(0);
    expect_str(close_it(), "closed", "a finally may await what need not wait");
    expect_str(journal_text(), "ab", "ECANCELED is raised once: an await in finally is new");
}
END_TEST

/* Closes the stack that runs it; then waits. */
struct saw {
    struct coro coro;
    int got;
};

static void saw(struct coro *self)
{
    struct saw *my = (struct saw *)self;

    async (self) {
        journal("%s", close_it());
        async_yield(my->got, 0);
        journal(" %d", my->got);
    }
}

START_TEST(close_not_from_inside) /* G11 */
{
    start(coro(saw));
    expect_str(step(0), "waits", "a stack that is running can't be closed: it goes on");
    expect_str(step(3), "ended", "a stack that is running can't be closed: it goes on");
    expect_str(journal_text(), "EBUSY 3", "a close that was refused changes nothing");
}
END_TEST

/* Owns another coroutine, which it never came to await. */
struct owner {
    struct coro coro;
    struct coro *owned;
};

static void owner(struct coro *self)
{
    struct owner *my = (struct owner *)self;

    async (self) {
        journal("x");
        finally {
            coro_drop(my->owned);
            journal("f");
        }
    }
}

START_TEST(close_what_owns_its_arguments) /* C5 */
{
    start(coro(owner, .owned = coro(guard), .coro.frame.cleans_up = true));
    expect_str(close_it(), "closed", "a coroutine that never began can be closed");
    expect_str(journal_text(), "f", "one that cleans up runs its finally even if it never began");
    coro_drop(coro(owner, .owned = coro(guard), .coro.frame.cleans_up = true));
    expect_str(journal_text(), "ff", "one that cleans up does so when it is dropped, too");
}
END_TEST

/* Cleans up even if it never began; but its finally waits, and then nobody is there to go on with it. */
struct lingers {
    struct coro coro;
    int sent;
};

static void lingers(struct coro *self)
{
    struct lingers *my = (struct lingers *)self;

    async (self) {
        journal("x");
        finally {
            async_yield(my->sent, 0);
        }
    }
}

/* Drops it. */
struct drops {
    struct coro coro;
};

static void drops(struct coro *self)
{
    async (self) {
        coro_drop(coro(lingers, .coro.frame.cleans_up = true));
    }
}

static void drop_what_lingers(void)
{
    start(coro(drops));
    step(0);
}

START_TEST(close_what_lingers)
{
    expect_str(stopped(drop_what_lingers, "a coroutine that is dropped can't wait in its finally"),
               "lingers: dropped before it began, and its finally does not come to its end\n",
               "the program says which coroutine it was");
    start(coro(lingers, .coro.frame.cleans_up = true));
    expect_str(close_it(), "EPROTO", "one that is closed before it began can");
    expect_str(step(0), "ECANCELED", "and ends with the error of its close");
    expect_str(journal_text(), "", "closing a coroutine that never began runs its finally only");
}
END_TEST

void add_close(Suite *suite)
{
    TCase *tests = coroutines_exercise(suite, "5.5 coro_stack_close", 4, "The end before the end");

    tcase_add_loop_test(tests, close_where_it_stands, 0, 3);
    tcase_add_test(tests, close_before_the_beginning);
    tcase_add_test(tests, close_after_the_end);
    tcase_add_test(tests, close_twice);
    tcase_add_loop_test(tests, close_is_the_end, 0, 2);
    tcase_add_test(tests, close_what_ends_well);
    tcase_add_test(tests, close_what_waits_again);
    tcase_add_test(tests, close_what_fails);
    tcase_add_test(tests, close_with_an_await_in_finally);
    tcase_add_test(tests, close_not_from_inside);
    tcase_add_test(tests, close_what_owns_its_arguments);
    tcase_add_test(tests, close_what_lingers);
}
