/*
 * Chapter 5: the rules of errors on their way through the frames. C2 (they pass through every level, the
 * cleanups run inside out, any level may handle, replace or raise again).
 */
#include <limits.h>
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
    int times; /* how often finally began */
};

static void tidy(struct coro *self)
{
    struct tidy *my = (struct tidy *)self;

    async (self) {
        await(coro(ends, .error = EIO));
        finally {
            if (++my->times > 3)
                async_return(0);
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

/* Awaits it. */
struct awaits_slow {
    struct coro coro;
};

static void awaits_slow(struct coro *self)
{
    async (self) {
        await(coro(slow));
    }
}

START_TEST(raise_then_wait_in_finally) /* C2; _i: whether somebody awaits it */
{
    start(_i != 0 ? coro(awaits_slow) : coro(slow));
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

/* Raises what can't be an error. */
struct raises_nonsense {
    struct coro coro;
    int error;
};

static void raises_nonsense(struct coro *self)
{
    struct raises_nonsense *my = (struct raises_nonsense *)self;

    async (self) {
        async_raise(my->error);
    }
}

START_TEST(raise_what_is_no_error) /* _i: 0, the same number as an end, or too large */
{
    static const int errors[] = {0, CORO_ENDED, SHRT_MAX + 1, 0x10000};

    start(coro(raises_nonsense, .error = errors[_i]));
    expect_str(step(0), "EPROTO", "what can't be an errno value becomes EPROTO, and not an end");
}
END_TEST

/* Its finally ends by a return or a break. */
struct leaves_finally {
    struct coro coro;
    int error;
    bool breaks;
};

static void leaves_finally(struct coro *self)
{
    struct leaves_finally *my = (struct leaves_finally *)self;

    async (self) {
        await(coro(ends, .error = my->error));
        finally {
            journal("f");
            if (my->breaks)
                break;
            async_return(7);
        }
    }
}

START_TEST(return_in_finally) /* _i: by a return or by a break */
{
    start(coro(leaves_finally, .error = EIO, .breaks = _i != 0));
    expect_str(step(0), "EIO", "a return or a break in finally takes no error away");
    start(coro(leaves_finally, .breaks = _i != 0));
    expect_str(step(0), "ended", "a return or a break in finally ends it");
    expect_int(given(), _i != 0 ? 0 : 7, "a return in finally gives the result");
    expect_str(journal_text(), "ff", "a return or a break in finally ends it");
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

/* The coroutines below, by the place of their name, and the line at which each has an error. */
enum { FIRST, SECOND, THIRD, MENDS, BREAKS, NAMES };
static const char *const names[NAMES] = {"first", "second", "third", "mends", "breaks"};
static int lines[NAMES];

/* What the third raises. */
static int raises;

struct third {
    struct coro coro;
};

static void third(struct coro *self)
{
    async (self) {
        lines[THIRD] = __LINE__ + 1;
        async_raise(raises);
    }
}

struct second {
    struct coro coro;
};

static void second(struct coro *self)
{
    async (self) {
        lines[SECOND] = __LINE__ + 1;
        await(coro(third));
    }
}

struct first {
    struct coro coro;
};

static void first(struct coro *self)
{
    async (self) {
        lines[FIRST] = __LINE__ + 1;
        await(coro(second));
    }
}

/* Catches an error; then awaits something that goes well. */
struct helped {
    struct coro coro;
    int caught;
};

static void helped(struct coro *self)
{
    struct helped *my = (struct helped *)self;

    async (self) {
        await_catch(my->caught, coro(second));
        await(coro(ends));
    }
}

/* While an error passes, its finally catches another one, and waits. */
struct mends {
    struct coro coro;
    int caught;
    int sent;
};

static void mends(struct coro *self)
{
    struct mends *my = (struct mends *)self;

    async (self) {
        lines[MENDS] = __LINE__ + 1;
        await(coro(second));
        finally {
            await_catch(my->caught, coro(first));
            async_yield(my->sent, 0);
        }
    }
}

/* While an error passes, its finally fails. */
struct breaks {
    struct coro coro;
};

static void breaks(struct coro *self)
{
    async (self) {
        await(coro(first));
        finally {
            lines[BREAKS] = __LINE__ + 1;
            await(coro(third));
        }
    }
}

/* The functions in the traceback, in its order; behind the name what is wrong with its line, if it is. */
static const char *traceback(void)
{
    static char text[400];
    char line[300], name[20];
    FILE *out = tmpfile();
    const char *place;
    int number;

    text[0] = '\0';
    coro_print_traceback(out);
    rewind(out);
    while (fgets(line, sizeof line, out) != NULL && strlen(text) < sizeof text / 2) {
        place = strstr(line, ", line ");
        if (place == NULL || sscanf(place, ", line %d, in %19s", &number, name) != 2)
            continue;
        strcat(strcat(text, text[0] != '\0' ? " " : ""), name);
        for (int i = 0; i < NAMES; i++)
            if (strcmp(name, names[i]) == 0 && number != lines[i])
                strcat(text, "(not the line of its await)");
    }
    fclose(out);
    return text;
}

START_TEST(raise_leaves_a_trace) /* _i: of which error */
{
    raises = _i == 0 ? EIO : ECANCELED;
    start(coro(first));
    step(0);
    expect_str(traceback(), "first second third",
               "the traceback has each frame that the error passed, the outermost first");
}
END_TEST

START_TEST(raise_leaves_only_its_own_trace)
{
    raises = EIO;
    start(coro(first));
    step(0);
    start(coro(second));
    step(0);
    expect_str(traceback(), "second third", "each error begins a traceback of its own");
}
END_TEST

START_TEST(raise_nothing_leaves_no_trace)
{
    raises = EIO;
    start(coro(helped));
    expect_str(step(0), "ended", "an error that was caught ends nothing further");
    expect_str(traceback(), "second third", "an await that goes well leaves the traceback alone");
}
END_TEST

START_TEST(raise_in_finally_leaves_a_trace)
{
    raises = EIO;
    start(coro(breaks));
    step(0);
    expect_str(traceback(), "breaks third",
               "an error in finally has a traceback too, and it begins anew");
}
END_TEST

START_TEST(raise_another_trace_in_finally)
{
    struct coro_stack other;

    raises = EIO;
    start(coro(mends));
    step(0);
    coro_stack_init(&other, coro(breaks));
    coro_resume(&other);
    expect_str(step(0), "EIO", "the first error goes on behind finally");
    expect_str(
        traceback(), "mends second third",
        "and it is the traceback of that error, whatever else was raised and caught meanwhile");
}
END_TEST

/* While an error passes, its finally catches so many others. */
struct stumbles {
    struct coro coro;
    int times;
    int caught;
};

static void stumbles(struct coro *self)
{
    struct stumbles *my = (struct stumbles *)self;

    async (self) {
        await(coro(second));
        finally {
            while (my->times-- > 0)
                await_catch(my->caught, coro(third));
        }
    }
}

START_TEST(raise_many_others_in_finally) /* _i: a few, or more than there is room for */
{
    raises = EIO;
    start(coro(stumbles, .times = _i == 0 ? 10 : 1000));
    expect_str(step(0), "EIO", "the first error goes on behind finally");
    expect_str(
        traceback(), _i == 0 ? "stumbles second third" : "",
        "a traceback that had to make room for others is empty, and not that of another error");
}
END_TEST

/* Passes on an error from DEPTH levels below. */
struct deep {
    struct coro coro;
    int depth;
};

static void deep(struct coro *self)
{
    struct deep *my = (struct deep *)self;

    async (self) {
        if (my->depth == 0)
            async_raise(EIO);
        await(coro(deep, .depth = my->depth - 1));
    }
}

START_TEST(raise_a_long_way)
{
    char text[100] = "";
    FILE *out = tmpfile();

    start(coro(deep, .depth = 100));
    step(0);
    coro_print_traceback(out);
    rewind(out);
    expect_true(fgets(text, sizeof text, out) != NULL && fgets(text, sizeof text, out) != NULL,
                "a traceback has more than one line");
    fclose(out);
    expect_str(text, "  ... 85 more\n", "of a long way the traceback has the innermost 16 frames");
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
    tcase_add_loop_test(tests, raise_then_wait_in_finally, 0, 2);
    tcase_add_test(tests, raise_in_finally);
    tcase_add_loop_test(tests, raise_what_is_no_error, 0, 4);
    tcase_add_loop_test(tests, return_in_finally, 0, 2);
    tcase_add_loop_test(tests, finally_after_every_end, 0, 4);
    tcase_add_loop_test(tests, raise_leaves_a_trace, 0, 2);
    tcase_add_test(tests, raise_leaves_only_its_own_trace);
    tcase_add_test(tests, raise_nothing_leaves_no_trace);
    tcase_add_test(tests, raise_in_finally_leaves_a_trace);
    tcase_add_test(tests, raise_another_trace_in_finally);
    tcase_add_loop_test(tests, raise_many_others_in_finally, 0, 2);
    tcase_add_test(tests, raise_a_long_way);
}
