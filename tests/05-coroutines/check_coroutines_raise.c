/*
 * Chapter 5: the rules of errors on their way through the frames. C2 (they pass through every level, the
 * cleanups run inside out, any level may handle, replace or raise again).
 */
#include <stdio.h>
#include <string.h>

#include "coroutine_tests.h"

/* ---- 5.4 coro_raised ------------------------------------------------------------------------ */

/* Awaits something that raises, DEPTH levels below, and says when it goes on and when it cleans up. */
struct level {
    struct coro coro;
    int depth;
    int error;
    int sent;
};

static void level(struct coro *self)
{
    struct level *my = (struct level *)self;

    async (self) {
        if (my->depth > 0)
            await(coro(level, .depth = my->depth - 1, .error = my->error));
        else if (my->error != 0)
            await(coro(ends, .error = my->error));
        else
            async_yield(my->sent, 0);
        journal("x");
        finally {
            journal("%d", my->depth);
        }
    }
}

START_TEST(raise_ends_the_caller) /* C2 */
{
    start(coro(level, .error = EIO));
    expect_str(step(0), "EIO", "an error of what is awaited ends the body, and leaves it");
    expect_str(journal_text(), "0", "an error ends the body at its await, and finally runs");
}
END_TEST

START_TEST(raise_through_all_levels) /* C2 */
{
    start(coro(level, .depth = 3, .error = EIO));
    expect_str(step(0), "EIO", "an error that nobody catches leaves the outermost");
    expect_str(journal_text(), "0123", "the cleanups run inside out, once each");
}
END_TEST

START_TEST(raise_nothing)
{
    start(coro(level, .depth = 1));
    expect_str(step(0), "waits", "where there is no error, nothing ends");
    expect_str(step(0), "ended", "where there is no error, the body goes on behind its await");
    expect_str(journal_text(), "x0x1",
               "where there is no error, the body goes on behind its await");
}
END_TEST

START_TEST(raise_from_outside)
{
    start(coro(level, .depth = 2));
    step(0);
    expect_str(step_raising(EPIPE), "EPIPE",
               "an error from outside is raised where the innermost waits");
    expect_str(journal_text(), "012", "and passes through every level");
}
END_TEST

START_TEST(raise_a_cancellation) /* C2 */
{
    start(coro(level, .depth = 1, .error = ECANCELED));
    expect_str(step(0), "ECANCELED", "ECANCELED is an error like any other");
    expect_str(journal_text(), "01", "ECANCELED is an error like any other");
}
END_TEST

/* Catches the first error; then awaits something that goes well. */
struct catches {
    struct coro coro;
    int caught;
    int got;
    int at_depth;
};

static void catches(struct coro *self)
{
    struct catches *my = (struct catches *)self;

    async (self) {
        await_catch(my->caught, my->got, coro(level, .depth = my->at_depth, .error = EIO));
        journal(" %s", errno_name(my->caught));
        await(my->got, coro(ends, .result = 5));
        journal(" %d", my->got);
        await_catch(my->caught, my->got, coro(ends, .result = 6));
        journal(" %s %d", errno_name(my->caught), my->got);
    }
}

START_TEST(raise_and_catch) /* C2; _i: how far the error has come */
{
    static const char *const expected[] = {"0 EIO 5 0 6", "01 EIO 5 0 6", "012 EIO 5 0 6"};

    start(coro(catches, .at_depth = _i));
    expect_str(step(0), "ended", "an error that was caught ends nothing further");
    expect_str(journal_text(), expected[_i], "an error is caught once, and the next await is new");
}
END_TEST

/* Raises another error in place of the one that it caught. */
struct replaces {
    struct coro coro;
    int caught;
    int error;
};

static void replaces(struct coro *self)
{
    struct replaces *my = (struct replaces *)self;

    async (self) {
        await_catch(my->caught, coro(level, .error = EIO));
        async_raise(my->error != 0 ? my->error : my->caught);
        finally {
            journal("r");
        }
    }
}

START_TEST(raise_another) /* C2 */
{
    start(coro(replaces, .error = EPIPE));
    expect_str(step(0), "EPIPE",
               "any level may raise another error in place of the one that it caught");
    start(coro(replaces));
    expect_str(step(0), "EIO", "any level may raise an error again");
    expect_str(journal_text(), "0r0r", "a raise leads to finally");
}
END_TEST

/* Its finally awaits something that goes well, and then something that does not. */
struct tidy {
    struct coro coro;
    int got;
    int error;
};

static void tidy(struct coro *self)
{
    struct tidy *my = (struct tidy *)self;

    async (self) {
        await(coro(ends, .error = EIO));
        finally {
            await(my->got, coro(ends, .result = 4));
            journal("%d", my->got);
            await(coro(ends, .error = my->error));
            journal("x");
        }
    }
}

START_TEST(raise_then_await_in_finally) /* C2 */
{
    start(coro(tidy));
    expect_str(step(0), "EIO", "the error goes on behind finally");
    expect_str(journal_text(), "4x", "an error is raised once: an await in finally is new");
}
END_TEST

/* Its finally waits. */
struct slow {
    struct coro coro;
    int sent;
};

static void slow(struct coro *self)
{
    struct slow *my = (struct slow *)self;

    async (self) {
        await(coro(ends, .error = EIO));
        finally {
            async_yield(my->sent, 0);
            journal("%d", my->sent);
        }
    }
}

START_TEST(raise_then_wait_in_finally) /* C2 */
{
    start(coro(slow));
    expect_str(step(0), "waits", "a finally may wait");
    expect_error(stack.raised, 0, "an error that was raised is taken from the stack");
    expect_str(step(3), "EIO", "the error goes on behind finally");
    expect_str(journal_text(), "3", "an error is raised once: it does not end the finally too");
}
END_TEST

START_TEST(raise_in_finally) /* C2 */
{
    start(coro(tidy, .error = EPIPE));
    expect_str(step(0), "EPIPE", "an error in finally takes the place of the first");
    expect_str(journal_text(), "4", "an error in finally ends it; it does not begin again");
}
END_TEST

/* Leaves its body by each of the ways. */
struct ways {
    struct coro coro;
    int way;
    int got;
};

static void ways(struct coro *self)
{
    struct ways *my = (struct ways *)self;

    async (self) {
        await(my->got, coro(ends, .result = 8));
        if (my->way == 1)
            async_return(my->got);
        if (my->way == 2)
            break;
        if (my->way == 3)
            async_raise(EIO);
        journal("e");
        finally {
            journal("f");
        }
    }
}

START_TEST(finally_after_every_end) /* C2; _i: by which way */
{
    static const char *const answers[] = {"ended", "ended", "ended", "EIO"};
    static const char *const texts[] = {"ef", "f", "f", "f"};

    start(coro(ways, .way = _i));
    expect_str(step(0), answers[_i], "a body may end by itself, by a return, a break, or an error");
    expect_str(journal_text(), texts[_i], "finally runs once, however the body ends");
    if (_i == 1)
        expect_int(given(), 8, "finally leaves the result alone");
}
END_TEST

/* ---- The traceback -------------------------------------------------------------------------- */

static int lines[3];

struct third {
    struct coro coro;
};

static void third(struct coro *self)
{
    async (self) {
        lines[2] = __LINE__ + 1;
        async_raise(EIO);
    }
}

struct second {
    struct coro coro;
};

static void second(struct coro *self)
{
    async (self) {
        lines[1] = __LINE__ + 1;
        await(coro(third));
    }
}

struct first {
    struct coro coro;
};

static void first(struct coro *self)
{
    async (self) {
        lines[0] = __LINE__ + 1;
        await(coro(second));
    }
}

/* The functions in the traceback, in its order; behind the name what is wrong with its line, if it is. */
static const char *traceback(void)
{
    static const char *const names[] = {"first", "second", "third"};
    static char text[200];
    char line[300], name[20];
    FILE *out = tmpfile();
    const char *place;
    int number;

    text[0] = '\0';
    coro_print_traceback(out);
    rewind(out);
    while (fgets(line, sizeof line, out) != NULL) {
        place = strstr(line, ", line ");
        if (place == NULL || sscanf(place, ", line %d, in %19s", &number, name) != 2)
            continue;
        strcat(strcat(text, text[0] != '\0' ? " " : ""), name);
        for (int i = 0; i < 3; i++)
            if (strcmp(name, names[i]) == 0 && number != lines[i])
                strcat(text, "(not the line of its await)");
    }
    fclose(out);
    return text;
}

START_TEST(raise_leaves_a_trace)
{
    start(coro(first));
    step(0);
    expect_str(traceback(), "first second third",
               "the traceback has each frame that the error passed, the outermost first");
}
END_TEST

START_TEST(raise_leaves_only_its_own_trace)
{
    start(coro(first));
    step(0);
    start(coro(second));
    step(0);
    expect_str(traceback(), "second third", "each error begins a traceback of its own");
}
END_TEST

void add_raise(Suite *suite)
{
    TCase *tests = coroutines_exercise(suite, "5.4 coro_raised", 4, "Raise and catch");

    tcase_add_test(tests, raise_ends_the_caller);
    tcase_add_test(tests, raise_through_all_levels);
    tcase_add_test(tests, raise_nothing);
    tcase_add_test(tests, raise_from_outside);
    tcase_add_test(tests, raise_a_cancellation);
    tcase_add_loop_test(tests, raise_and_catch, 0, 3);
    tcase_add_test(tests, raise_another);
    tcase_add_test(tests, raise_then_await_in_finally);
    tcase_add_test(tests, raise_then_wait_in_finally);
    tcase_add_test(tests, raise_in_finally);
    tcase_add_loop_test(tests, finally_after_every_end, 0, 4);
    tcase_add_test(tests, raise_leaves_a_trace);
    tcase_add_test(tests, raise_leaves_only_its_own_trace);
}
