/*
 * Chapter 4: the rules of closing. G9 (cleanups run from the inside out, once; nothing runs in one that
 * has not started or has ended), G10 (to yield again is an error), G11 (not from inside).
 */
#include "generator_tests.h"

/* ---- 4.6 generator_close -------------------------------------------------------------------- */

START_TEST(close_runs_finally) /* G9 */
{
    struct count self = COUNT(1, 9);

    steps(&self.generator, 2);
    expect_error(generator_close(&self.generator), 0, "a generator that ends when asked is closed");
    expect_str(journal_text(), "x", "closing runs `finally`, so that nothing is left behind");
    expect_int(self.first, 3, "closing does not go on with the body");
}
END_TEST

START_TEST(close_is_the_end) /* G3, G9 */
{
    struct count self = COUNT(1, 9);

    next(&self.generator);
    expect_error(generator_close(&self.generator), 0, "a generator that ends when asked is closed");
    expect_str(next(&self.generator), "ends", "a closed generator has ended");
    expect_error(generator_close(&self.generator), 0, "to close twice does no harm");
    expect_str(journal_text(), "x", "`finally` runs once");
}
END_TEST

START_TEST(close_before_the_start) /* G9 */
{
    struct count self = COUNT(1, 9);

    expect_error(generator_close(&self.generator), 0, "one that never started can be closed");
    expect_str(journal_text(), "", "closing one that never started runs nothing");
    expect_str(next(&self.generator), "ends",
               "closed before its start, it has ended: it can't be started any more");
    expect_int(self.first, 1, "nothing of the body runs, then or later");
}
END_TEST

START_TEST(close_after_the_end) /* G9 */
{
    struct count self = COUNT(1, 1);

    steps(&self.generator, 9);
    journal_clear();
    expect_error(generator_close(&self.generator), 0, "one that has ended can be closed");
    expect_str(journal_text(), "", "closing one that has ended runs nothing");
}
END_TEST

struct curious {
    struct generator generator;
    int caught;
};

static void curious(struct generator *self)
{
    struct curious *my = (struct curious *)self;

    generator (self) {
        yield_catch(my->caught, 1);
        generator_return(5);
    }
}

START_TEST(close_throws_ecanceled) /* G9 */
{
    struct curious self = {.generator.body = curious};

    next(&self.generator);
    expect_error(generator_close(&self.generator), 0,
                 "a body that catches the error and ends well is closed");
    expect_error(self.caught, ECANCELED, "closing throws ECANCELED in");
}
END_TEST

static void stubborn(struct generator *self)
{
    struct curious *my = (struct curious *)self;

    generator (self) {
        yield_catch(my->caught, 1);
        yield(2);
        journal("on");
        finally {
            journal("x");
        }
    }
}

START_TEST(close_does_not_take_a_yield) /* G10 */
{
    struct curious self = {.generator.body = stubborn};

    next(&self.generator);
    expect_error(generator_close(&self.generator), EPROTO,
                 "a generator that yields again in place of ending is not closed");
    expect_str(journal_text(), "", "closing asks once, and does not insist");
    expect_error(generator_close(&self.generator), 0,
                 "it stands at its yield: it can be closed again");
    expect_str(journal_text(), "x", "closing runs `finally`, so that nothing is left behind");
}
END_TEST

static void replaces(struct generator *self)
{
    struct curious *my = (struct curious *)self;

    generator (self) {
        yield_catch(my->caught, 1);
        generator_raise(EIO);
    }
}

START_TEST(close_passes_on_another_error) /* G9 */
{
    struct curious self = {.generator.body = replaces};

    next(&self.generator);
    expect_error(generator_close(&self.generator), EIO,
                 "an error of the body's own is passed on, though the generator has ended");
    expect_str(next(&self.generator), "ends", "a closed generator has ended");
}
END_TEST

struct outer {
    struct generator generator;
    struct generator *inner;
};

static void outer(struct generator *self)
{
    struct outer *my = (struct outer *)self;

    generator (self) {
        yield_from(my->inner);
        journal("not reached");
        finally {
            journal("o");
        }
    }
}

START_TEST(close_from_the_inside_out) /* G9 */
{
    struct count inner = COUNT(1, 9);
    struct outer middle = {.generator.body = outer, .inner = &inner.generator};
    struct outer self = {.generator.body = outer, .inner = &middle.generator};

    steps(&self.generator, 2);
    expect_error(generator_close(&self.generator), 0, "a chain of delegations can be closed");
    expect_str(journal_text(), "xoo", "closing runs the cleanups from the inside out, each once");
    expect_str(next(&inner.generator), "ends", "the inner ones are closed, too");
    expect_str(next(&middle.generator), "ends", "the inner ones are closed, too");
}
END_TEST

START_TEST(close_with_a_stubborn_inner) /* G10 */
{
    struct curious inner = {.generator.body = stubborn};
    struct outer self = {.generator.body = outer, .inner = &inner.generator};

    next(&self.generator);
    expect_error(generator_close(&self.generator), EPROTO,
                 "to yield again is an error at any depth of delegation");
    expect_error(generator_close(&self.generator), 0,
                 "it stands at its yield: it can be closed again");
    expect_str(journal_text(), "xo", "closing runs the cleanups from the inside out, each once");
}
END_TEST

static int status_inside;

static void suicidal(struct generator *self)
{
    generator (self) {
        status_inside = generator_close(self);
        yield(1);
    }
}

START_TEST(close_not_from_inside) /* G11 */
{
    struct generator self = PLAIN(suicidal);

    expect_str(steps(&self, 9), "1 ends", "to close a running generator changes nothing");
    expect_error(status_inside, EBUSY, "a running generator can't be closed from inside");
}
END_TEST

void add_close(Suite *suite)
{
    TCase *tests = exercise(suite, "4.6 generator_close", 4, "An early end");

    tcase_add_test(tests, close_runs_finally);
    tcase_add_test(tests, close_is_the_end);
    tcase_add_test(tests, close_before_the_start);
    tcase_add_test(tests, close_after_the_end);
    tcase_add_test(tests, close_throws_ecanceled);
    tcase_add_test(tests, close_does_not_take_a_yield);
    tcase_add_test(tests, close_passes_on_another_error);
    tcase_add_test(tests, close_from_the_inside_out);
    tcase_add_test(tests, close_with_a_stubborn_inner);
    tcase_add_test(tests, close_not_from_inside);
}
