/*
 * Chapter 4: the rules of a yield. G1 (nothing runs beforehand), G2 (locals in the struct), G4 (a sent
 * value is the value of the yield), G8 (an error thrown in appears there), G11 (one that runs cannot be
 * stepped), and what happens to a yield in a switch of its own.
 */
#include <string.h>

#include "generator_tests.h"

/* ---- 4.2 yield ------------------------------------------------------------------------------ */

static int at_behind; /* what the frame said behind the first yield */

static void two_and_out(struct generator *self)
{
    generator (self) {
        journal("a");
        yield(1);
        journal("b");
        at_behind = frame_self->at;
        yield(2);
        return; /* never do that; here the body is called by hand, and nobody minds */
    }
}

/* The body is called as a step calls it, to see what the macro leaves in the frame. */
START_TEST(yield_leaves_the_body)
{
    struct generator self = PLAIN(two_and_out);

    two_and_out(&self);
    expect_str(journal_text(), "a", "a yield leaves the body by a return: the rest has to wait");
    expect_true(self.frame.at > 0,
                "before the return, the frame's `at` gets the number of the line");
    expect_int(self.value.integer, 1,
               "before the return, the generator's `value` gets what it gives");
    two_and_out(&self);
    expect_str(journal_text(), "ab",
               "the next step goes on behind the return, at the case for the line");
    expect_true(at_behind == FRAME_RUNNING,
                "behind that case the frame counts as entered again: frame_entered()");
}
END_TEST

static void three(struct generator *self)
{
    generator (self) {
        journal("a");
        yield(1);
        journal("b");
        yield(2);
        journal("c");
        yield(3);
        journal("d");
    }
}

START_TEST(yield_gives_one_value_after_another)
{
    struct generator self = PLAIN(three);

    expect_str(next(&self), "gives 1", "a yield gives its value to whoever asked");
    expect_str(next(&self), "gives 2", "the next step goes on behind the yield");
    expect_str(next(&self), "gives 3", "the next step goes on behind the yield");
    expect_str(next(&self), "ends", "behind the last yield the body runs to its end");
}
END_TEST

START_TEST(yield_runs_up_to_there) /* G1 */
{
    struct generator self = PLAIN(three);

    expect_str(journal_text(), "", "making a generator runs nothing");
    next(&self);
    expect_str(journal_text(), "a", "a step runs the body up to its next yield, and no further");
    next(&self);
    expect_str(journal_text(), "ab", "a step begins behind the yield at which the body stands");
    next(&self), next(&self);
    expect_str(journal_text(), "abcd", "what stands between the yields runs once");
}
END_TEST

START_TEST(yield_in_a_loop) /* G2 */
{
    struct count self = COUNT(1, 4);

    expect_str(steps(&self.generator, 9), "1 2 3 4 ends", "a yield in a loop goes on in the loop");
    expect_str(journal_text(), "x", "`finally` runs once, at the end");
}
END_TEST

struct table {
    struct generator generator;
    int row, column;
};

static void table(struct generator *self)
{
    struct table *my = (struct table *)self;

    generator (self) {
        for (my->row = 1; my->row <= 2; my->row++) {
            for (my->column = 1; my->column <= 3; my->column++) {
                if (my->column != 2)
                    yield(10 * my->row + my->column);
            }
            yield(0);
        }
        do {
            yield(99);
        } while (my->column-- > 3);
    }
}

START_TEST(yield_in_loops_of_loops) /* G2 */
{
    struct table self = {.generator.body = table};

    expect_str(steps(&self.generator, 20), "11 13 0 21 23 0 99 99 ends",
               "a yield may stand in any loop of loops, and behind an if");
}
END_TEST

START_TEST(yield_evaluates_once)
{
    struct count self = COUNT(5, 7);

    next(&self.generator);
    expect_int(self.first, 6, "yield(x++) evaluates its argument once, before the body is left");
    expect_str(steps(&self.generator, 9), "6 7 ends",
               "yield(x++) evaluates its argument once, before the body is left");
}
END_TEST

static void asks_itself(struct generator *self)
{
    generator (self) {
        yield(self->frame.at == FRAME_RUNNING);
        yield(self->frame.at == FRAME_RUNNING);
    }
}

START_TEST(yield_evaluates_while_it_runs) /* G11 */
{
    struct generator self = PLAIN(asks_itself);

    expect_str(steps(&self, 9), "1 1 ends",
               "yield(x) evaluates x while the frame says FRAME_RUNNING: the value first, the line "
               "second");
}
END_TEST

/* Not every body calls its generator SELF: the macros know it as `inside_generator`. */
static void kinds(struct generator *sample)
{
    generator (sample) {
        yield(0.5);
        yield("word");
        yield(NULL);
        yield(-1);
    }
}

START_TEST(yield_gives_any_kind)
{
    struct generator self = PLAIN(kinds);

    next(&self);
    expect_time(self.value.number, 0.5, "the value may be a number");
    next(&self);
    expect_str(self.value.pointer, "word", "the value may be a pointer");
    expect_str(next(&self), "gives 0", "a yield of NULL is a yield, and no end");
    expect_str(next(&self), "gives -1", "a yield of -1 is a yield, and no end");
}
END_TEST

START_TEST(yield_takes_what_is_sent) /* G4 */
{
    struct listener self = LISTENER;

    expect_str(next(&self.generator), "gives 0", "the first step runs up to the first yield");
    expect_str(sent(&self.generator, 7), "gives 1", "a step may send a value");
    expect_int(self.heard, 7, "what is sent in is the value of the yield");
    expect_str(sent(&self.generator, 8), "gives 2", "a step may send a value");
    expect_str(next(&self.generator), "ends", "a step that sends nothing sends 0");
    expect_str(journal_text(), "(7)(8)(0)", "what is sent in is the value of the yield");
}
END_TEST

START_TEST(yield_lets_an_error_in) /* G8 */
{
    struct count self = COUNT(1, 9);

    steps(&self.generator, 2);
    expect_str(thrown(&self.generator, EIO), "raises EIO",
               "an error thrown in appears at the yield, and ends the body");
    expect_str(journal_text(), "x", "`finally` runs when an error ends the body");
}
END_TEST

START_TEST(yield_catches_an_error) /* G8 */
{
    struct catcher self = CATCHER;

    next(&self.generator);
    expect_str(thrown(&self.generator, EIO), "gives 5", "caught at the yield, the error is over");
    expect_int(self.caught, EIO, "yield_catch() stores the error that was thrown in");
    expect_str(next(&self.generator), "ends", "a body that has caught an error goes on");
}
END_TEST

START_TEST(yield_in_two_at_a_time) /* G2 */
{
    struct count a = COUNT(1, 3), b = COUNT(11, 12);
    static const char *const rule = "each generator has its own place in the body they share";

    expect_str(steps(&a.generator, 2), "1 2 ", rule);
    expect_str(steps(&b.generator, 1), "11 ", rule);
    expect_str(steps(&a.generator, 9), "3 ends", rule);
    expect_str(steps(&b.generator, 9), "12 ends", rule);
}
END_TEST

struct nosy {
    struct generator generator;
    int statuses[2];
};

static void nosy(struct generator *self)
{
    struct nosy *my = (struct nosy *)self;

    generator (self) {
        my->statuses[0] = generator_next(self);
        yield(1);
        my->statuses[1] = generator_next(self);
        yield(2);
    }
}

START_TEST(yield_marks_the_way_back_in) /* G11 */
{
    struct nosy self = {.generator.body = nosy};

    expect_str(steps(&self.generator, 9), "1 2 ends",
               "to step a running generator changes nothing");
    expect_error(self.statuses[0], EBUSY, "a running generator can't be stepped from inside");
    expect_error(self.statuses[1], EBUSY,
                 "behind a yield the frame counts as entered: it can't be stepped from inside");
}
END_TEST

static void own_switch(struct generator *self)
{
    generator (self) {
        switch (self->value.integer) {
        default:
            yield(1);
            yield(2);
        }
    }
}

static void go_back_into_a_switch(void)
{
    struct generator self = PLAIN(own_switch);

    next(&self);
    next(&self);
}

//! [switch]
START_TEST(yield_in_its_own_switch)
{
    static const char *const rule = "a yield in a switch of the body's own stops the program";
    const char *said = stopped(go_back_into_a_switch, rule);

    expect_true(strstr(said, "own_switch: line ") == said, rule);
    expect_true(strstr(said, "can't be entered again"), "the program says what is wrong");
    expect_true(strstr(said, "stands in a switch of its own"), "and the program says why");
}
END_TEST
//! [switch]

void add_yield(Suite *suite)
{
    TCase *tests = exercise(suite, "4.2 yield", 6, "The line is the state");

    tcase_add_checked_fixture(tests, step_by_hand, step_for_real);
    tcase_add_test(tests, yield_leaves_the_body);
    tcase_add_test(tests, yield_gives_one_value_after_another);
    tcase_add_test(tests, yield_runs_up_to_there);
    tcase_add_test(tests, yield_in_a_loop);
    tcase_add_test(tests, yield_in_loops_of_loops);
    tcase_add_test(tests, yield_evaluates_once);
    tcase_add_test(tests, yield_evaluates_while_it_runs);
    tcase_add_test(tests, yield_gives_any_kind);
    tcase_add_test(tests, yield_takes_what_is_sent);
    tcase_add_test(tests, yield_lets_an_error_in);
    tcase_add_test(tests, yield_catches_an_error);
    tcase_add_test(tests, yield_in_two_at_a_time);
    tcase_add_test(tests, yield_marks_the_way_back_in);
    tcase_add_test(tests, yield_in_its_own_switch);
}
